import { isValidAt, minuteReached, type Instant } from '@app/kernel';
import type { Coupon } from '../discounts/offer';
import { withOffers } from '../discounts/offers-in-play';
import { changed, refused, unchanged, type CartOutcome, type Refusal } from '../outcome';
import type { ChannelRules, PricingBook } from '../pricing/pricing-book';
import type { Cart, CartCoupon } from './cart';
import { whyLinesAreFixed } from './guards';
import { MAXIMUM_COUPONS } from './limits';

/** The cart as offers are looked up for it: with a coupon that may be refused yet. */
export const withCoupons = (cart: Cart, coupons: readonly Coupon[]): Cart => ({
  ...cart,
  coupons: [...(cart.coupons ?? []), ...coupons.map(cartCoupon)],
});

/**
 * A coupon lets the cart have its offer, which comes out of `book`. The same coupon again is in it already. Whether a use is left is
 * decided when the sale is finished, not here: until then the basket may stay one.
 */
export function addCoupon(cart: Cart, coupon: Coupon, at: Instant, book: PricingBook, rules: ChannelRules): CartOutcome {
  const coupons = cart.coupons ?? [];
  if (coupons.some(({ couponId }) => couponId === coupon.couponId)) return unchanged(cart);
  const why = whyLinesAreFixed(cart) ?? whyNotCoupon(coupon, cart, at, rules);
  if (why) return why;
  const found = book.offers?.filter(({ offerId }) => offerId === coupon.offerId);
  return changed(withOffers({ ...cart, coupons: [...coupons, cartCoupon(coupon)] }, found));
}

/** The offer goes with its coupon, unless it counts without one. A coupon that is not there is gone already. */
export function removeCoupon(cart: Cart, couponId: string): CartOutcome {
  const removed = cart.coupons?.find((coupon) => coupon.couponId === couponId);
  if (!removed) return unchanged(cart);
  const fixed = whyLinesAreFixed(cart);
  if (fixed) return fixed;
  const offers = cart.offers?.filter(({ offerId, needsCoupon }) => !needsCoupon || offerId !== removed.offerId);
  return changed({ ...cart, offers, coupons: cart.coupons?.filter((coupon) => coupon !== removed) });
}

function whyNotCoupon(coupon: Coupon, { coupons: others = [], buyer }: Cart, at: Instant, { timeZone }: ChannelRules): Refusal | undefined {
  const { couponId, validFrom, validTo } = coupon;
  const needsCustomer = coupon.needsCustomer || coupon.usesCount === 'per-customer';
  if (!isValidAt(coupon, minuteReached(at, timeZone))) return refused('coupon.not-valid', { couponId, validFrom, validTo });
  if (needsCustomer && !buyer?.customer) return refused('coupon.needs-customer', { couponId });
  if (others.some(({ offerId }) => offerId === coupon.offerId)) return refused('coupon.same-offer', { couponId });
  if (others.length > 0 && coupon.isExclusive) return refused('coupon.exclusive', { couponId });
  const exclusive = others.find(({ isExclusive }) => isExclusive);
  if (exclusive) return refused('coupon.exclusive', { couponId: exclusive.couponId });
  return others.length >= MAXIMUM_COUPONS ? refused('coupon.too-many', { maximum: MAXIMUM_COUPONS }) : undefined;
}

function cartCoupon({ couponId, code, offerId, maximumUses, usesCount, needsCustomer, isExclusive }: Coupon): CartCoupon {
  return { couponId, code, offerId, maximumUses, usesCount, needsCustomer, isExclusive };
}
