import { add, ZERO, type Amount } from '@app/kernel';
import type { Cart } from '../cart/cart';
import { comesBack, type CartLine } from '../cart/cart-line';
import { allocateDiscounts, type DiscountBasket } from './allocate-discounts';
import type { Goods } from './goods';
import type { LineDiscount } from './line-discount';
import type { Offer } from './offer';
import { addManualDiscounts, hasManualDiscount } from './manual-discounts';
import { shippingDiscount } from './shipping';

/** The discounts of a cart: by line id, in the order they were applied. */
export interface CartDiscounts {
  readonly byLine: ReadonlyMap<string, readonly LineDiscount[]>;
  /** Not every combination was tried: a better one for the customer may exist. */
  readonly isApproximate: boolean;
}

const NO_DISCOUNTS: CartDiscounts = { byLine: new Map(), isApproximate: false };
export const NO_LINE_DISCOUNTS: readonly LineDiscount[] = [];

export const sumOf = (discounts: readonly LineDiscount[]): Amount =>
  discounts.length === 0 ? ZERO : add(...discounts.map(({ amount }) => amount));

/** What offers and people take off the lines, given what each costs. A cart without either pays nothing for asking. */
export function discountsOf(cart: Cart, amounts: readonly Amount[]): CartDiscounts {
  const isManual = hasManualDiscount(cart);
  if (cart.offers === undefined && !isManual) return NO_DISCOUNTS;
  const basket = discountBasketOf(cart, amounts);
  const { byLine, isApproximate } = allocateDiscounts(basket);
  const discounts = new Map([...byLine].map(([lineId, given]) => [lineId, given.map(offerDiscount)] as const));
  const given = isManual ? addManualDiscounts(cart, basket.goods, discounts) : discounts;
  return { byLine: withShipping(cart, amounts, basket, given), isApproximate };
}

/** The goods of a cart and the offers that count for them, given what each line costs. */
export function discountBasketOf(cart: Cart, amounts: readonly Amount[]): DiscountBasket {
  return {
    goods: cart.lines.flatMap((line, index) => goodsOf(line, amounts[index] ?? ZERO)),
    offers: (cart.offers ?? []).filter((offer) => whyIdle(cart, offer) === undefined),
    control: cart.discountControl ?? 'compound-within',
    minorDigits: cart.currency.minorDigits,
    tenderTypeId: cart.intendedTenderTypeId ?? null,
  };
}

/** The charge for delivery comes last: what goods cost after everything else counts. */
function withShipping(
  cart: Cart,
  amounts: readonly Amount[],
  { offers, goods }: DiscountBasket,
  byLine: CartDiscounts['byLine'],
): CartDiscounts['byLine'] {
  const index = cart.lines.findIndex((line) => line.kind === 'charge' && line.delivery !== undefined && !line.isVoided);
  const charge = cart.lines[index];
  const given = charge && shippingDiscount(cart, offers, goods, byLine, amounts[index] ?? ZERO);
  return charge && given ? new Map([...byLine, [charge.lineId, [given]]]) : byLine;
}

/** Why an offer in play does not count: somebody withholds all of them, or nobody gave its coupon. */
export type WhyIdle = 'withheld' | 'needs-coupon';

export function whyIdle({ withheldOffers, coupons = [] }: Cart, { needsCoupon, offerId }: Offer): WhyIdle | undefined {
  if (withheldOffers) return 'withheld';
  return needsCoupon && !coupons.some((coupon) => coupon.offerId === offerId) ? 'needs-coupon' : undefined;
}

const offerDiscount = ({ offer, amount }: { offer: { offerId: string; name: string }; amount: Amount }): LineDiscount => ({
  kind: 'offer', offerId: offer.offerId, name: offer.name, amount,
}); // prettier-ignore

/**
 * A price that a person set is final, what comes back reverses what was charged, and what was ordered costs what was agreed. No discount
 * concerns a deposit or what comes with goods.
 */
const isPricedByRules = (line: CartLine): boolean =>
  line.priceSource !== 'override' && line.orderOf === undefined && line.linkedTo === undefined && !line.isDeposit && !comesBack(line);

/** Whether anything may be taken off the line. */
export const takesDiscounts = (line: CartLine): boolean =>
  line.kind === 'product' && isPricedByRules(line) && (line.isDiscountable ?? true);

/** Goods that are sold; gift cards take no part. */
function goodsOf(line: CartLine, amount: Amount): Goods[] {
  const { lineId, productId, unitId, quantity } = line;
  if (line.isVoided || !isPricedByRules(line) || productId === null || quantity === null || quantity <= 0 || amount <= 0) return [];
  return [
    { lineId, productId, unitId, quantity, amount, isDiscountable: line.isDiscountable ?? true, isLabelled: line.labelAmount !== null },
  ];
}
