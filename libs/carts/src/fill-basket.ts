import {
  addCash,
  addCoupon,
  addLine,
  answerRequirement,
  changeBuyer,
  intendTender,
  whyNotNow,
  type Cart,
  type ChannelRules,
  type Coupon,
} from '@app/commerce';
import type { Instant } from '@app/kernel';
import type { Basket } from './basket';
import { cashAmount, type GivenCash } from './carts.service';
import { acceptedCart, refusalError } from './errors';
import type { Gathered, SellingTerms } from './find-products';
import type { Seller } from './ports';
import type { Reduction } from './reductions/asked-reductions';
import { withReductions } from './reductions/basket-reductions';
import { newLineFrom } from './wanted-line';

/** What a basket names, as it was found. */
export interface FoundBasket {
  readonly seller: Seller;
  readonly gathered: Gathered;
  readonly coupons: readonly Coupon[];
  /** The cart of who buys, before it is priced; undefined where the basket does not say who. */
  readonly bought: Cart | undefined;
  /** One moment for the whole basket: it is never half of two price lists. */
  readonly at: Instant;
}

/** A cart with all that a basket asks for; and what of it a person took off. */
export function withBasket(
  before: Cart,
  basket: Basket,
  found: FoundBasket,
): { readonly cart: Cart; readonly given: readonly Reduction[] } {
  const { seller, gathered, coupons, bought, at } = found;
  const { book, rules } = gathered;
  let cart = before;
  if (bought) cart = acceptedCart(changeBuyer(cart, bought, book, rules, at), '/buyer');
  basket.lines.forEach((line, index) => {
    const path = `/lines/${index}`;
    cart = acceptedCart(addLine(cart, newLineFrom(line, gathered.found[index], at, path), book, rules), path);
  });
  coupons.forEach((coupon, index) => {
    cart = acceptedCart(addCoupon(cart, coupon, at, book, rules), `/coupons/${index}`);
  });
  const { intendedTenderTypeId: intended } = basket;
  if (intended !== undefined) cart = acceptedCart(intendTender(cart, intended, rules), '/intendedTenderTypeId');
  basket.answers.forEach((answer, index) => {
    cart = acceptedCart(answerRequirement(cart, answer, seller.staffId), `/answers/${index}`);
  });
  const reduced = withReductions(cart, basket, seller, gathered);
  requireHours(reduced.cart, rules, at);
  return { cart: withCash(reduced.cart, basket.tenders, gathered), given: reduced.given };
}

/** Goods that may not be sold at this hour are not, unless their payment has begun. */
export function requireHours(cart: Cart, rules: ChannelRules, at: Instant): void {
  const why = whyNotNow(cart, rules, at);
  if (why) throw refusalError(why);
}

export function withCash(cart: Cart, tenders: readonly GivenCash[], { rules }: SellingTerms): Cart {
  return tenders.reduce((paid, tender, index) => {
    const at = `/tenders/${index}`;
    return acceptedCart(addCash(paid, { ...tender, amount: cashAmount(tender, paid, rules, at) }, rules), at);
  }, cart);
}
