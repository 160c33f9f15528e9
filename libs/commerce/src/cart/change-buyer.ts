import { isTaxable } from '../tax/charged-taxes';
import { NOBODY } from '../tax/choose-tax-group';
import { changed, refused, unchanged, type CartOutcome } from '../outcome';
import type { ChannelRules, PricingBook } from '../pricing/pricing-book';
import { pricedAnew } from '../pricing/reprice';
import type { Instant } from '@app/kernel';
import { NO_BUYER, type Buyer } from './buyer';
import { activeTenders, type Cart } from './cart';
import { whyLinesAreFixed } from './guards';

/** The cart of another buyer, before it is priced: coupons that want to know who buys stay only as long as somebody is named. */
export function boughtBy(cart: Cart, buyer: Buyer): Cart {
  const { customer } = buyer;
  const destinationTaxGroupId = cart.taxParty?.destinationTaxGroupId ?? null;
  const taxParty = {
    customerTaxGroupId: customer?.taxGroupId ?? null,
    exemptTaxCodeIds: customer?.exemptTaxCodeIds ?? [],
    destinationTaxGroupId,
  };
  const coupons = cart.coupons?.filter((coupon) => customer !== null || !(coupon.needsCustomer || coupon.usesCount === 'per-customer'));
  return {
    ...cart,
    coupons,
    buyer: isSame(buyer, NO_BUYER) ? undefined : buyer,
    taxParty: isSame(taxParty, NOBODY) ? undefined : taxParty,
  };
}

/** Values that are written alike. */
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The basket at the prices, offers and taxes of its new buyer (`next`, with `book` gathered for it), as of now. Once something is paid, it stays. */
export function changeBuyer(cart: Cart, next: Cart, book: PricingBook, rules: ChannelRules, at: Instant): CartOutcome {
  if (isSame(cart.buyer, next.buyer)) return unchanged(cart);
  const fixed = whyLinesAreFixed(cart);
  if (fixed) return fixed;
  const [paid] = activeTenders(cart);
  if (paid) return refused('cart.paid-in-part', { tenderId: paid.tenderId });
  const priced = pricedAnew(next, book, rules, at);
  const wrong = priced.lines.find((line) => !line.isVoided && !isTaxable(line.taxCodes));
  return wrong ? refused('tax.unit-not-convertible', { unitId: wrong.unitId }) : changed(priced);
}
