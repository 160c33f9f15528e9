import { add, type Amount } from '@app/kernel';
import type { CartCoupon } from '../cart/cart';
import type { CalculatedCart } from '../pricing/calculated-cart';

/** A coupon of a sale and what its offer takes off. One that takes nothing off is not used. */
export interface CouponDiscount {
  readonly coupon: CartCoupon;
  readonly discount: Amount;
}

export function couponDiscounts({ cart, lines }: Pick<CalculatedCart, 'cart' | 'lines'>): CouponDiscount[] {
  const { coupons = [] } = cart;
  if (coupons.length === 0) return [];
  const taken = lines.flatMap(({ discounts }) => discounts);
  return coupons.map((coupon) => {
    const own = taken.filter(({ offerId }) => offerId === coupon.offerId);
    return { coupon, discount: add(...own.map(({ amount }) => amount)) };
  });
}
