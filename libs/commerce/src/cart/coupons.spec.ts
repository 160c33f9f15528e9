import { parseRate } from '@app/kernel';
import { aBook, aCartOf, aCoupon, cartOf, FOREVER, NOON, someRules } from '../../test/builders';
import { couponDiscounts } from '../discounts/coupon-discounts';
import type { Coupon, SimpleOffer } from '../discounts/offer';
import { calculateCart } from '../pricing/calculate-cart';
import type { Cart } from './cart';
import { addCoupon, removeCoupon } from './coupons';
import { MAXIMUM_COUPONS } from './limits';

const offer: SimpleOffer = {
  ...FOREVER, periods: [], concurrency: 'best-price', priority: 0, needsCoupon: true, countsNonDiscountable: false, kind: 'simple',
  offerId: 'o1', name: 'A tenth', reward: { kind: 'percent', rate: parseRate('0.1') },
  lines: [{ lineNumber: 1, subject: { kind: 'product', productId: 'milk' }, unitId: null, isExcluded: false, groupId: null, reward: null }],
}; // prettier-ignore
const book = { ...aBook(), offers: [offer] };
const rules = someRules();
const milk = aCartOf({ milk: '1' });
const add = (change: Partial<Coupon> = {}, cart: Cart = milk) => addCoupon(cart, aCoupon(change), NOON, book, rules);

describe('a coupon', () => {
  it('lets a basket have its offer, and takes it away again', () => {
    const cart = cartOf(add());
    const sale = calculateCart(cart);
    expect(sale.totals.discount).toBe(69);
    expect(couponDiscounts(sale)).toMatchObject([{ coupon: { couponId: 'c1', code: 'CODE-1' }, discount: 69 }]);
    const without = cartOf(removeCoupon(cart, 'c1'));
    expect(calculateCart(without).totals).toEqual(calculateCart(milk).totals);
    expect([without.coupons, without.offers]).toEqual([[], []]);
  });

  it('is in a basket once, however often it comes or goes', () => {
    const cart = cartOf(add());
    expect(add({}, cart)).toEqual({ kind: 'unchanged', cart });
    expect(removeCoupon(milk, 'c1')).toEqual({ kind: 'unchanged', cart: milk });
  });

  it.each<[string, Partial<Coupon>]>([
    ['coupon.not-valid', { validFrom: '2026-08-11' }],
    ['coupon.not-valid', { validTo: '2026-08-09' }],
    ['coupon.not-valid', { validTo: '2026-08-10', validToTime: '12:00' }],
    ['coupon.needs-customer', { needsCustomer: true }],
    ['coupon.needs-customer', { usesCount: 'per-customer', maximumUses: 1 }],
  ])('is refused: %s (%j)', (code, change) => {
    expect(add(change)).toMatchObject({ kind: 'refused', code });
  });

  it('counts to the last minute of its validity', () => {
    expect(add({ validTo: '2026-08-10', validToTime: '12:01' }).kind).toBe('changed');
  });

  it('stands beside others unless one of them wants to be alone, or has the same offer', () => {
    const cart = cartOf(add());
    expect(add({ couponId: 'c2', offerId: 'o2' }, cart).kind).toBe('changed');
    expect(add({ couponId: 'c2', offerId: 'o1' }, cart)).toMatchObject({ code: 'coupon.same-offer' });
    expect(add({ couponId: 'c2', offerId: 'o2', isExclusive: true }, cart)).toMatchObject({ code: 'coupon.exclusive' });
    expect(add({ couponId: 'c2', offerId: 'o2' }, cartOf(add({ isExclusive: true })))).toMatchObject({ code: 'coupon.exclusive' });
  });

  it('is refused where there are too many, and in a basket that is finished', () => {
    const many = Array.from({ length: MAXIMUM_COUPONS }, (_, index) => aCoupon({ couponId: `c${index}`, offerId: `o${index}` }));
    const full = many.reduce((cart, coupon) => cartOf(addCoupon(cart, coupon, NOON, aBook(), rules)), milk);
    expect(add({ couponId: 'one-more', offerId: 'more' }, full)).toMatchObject({ code: 'coupon.too-many' });
    expect(add({}, { ...milk, status: 'checked-out' })).toMatchObject({ code: 'cart.not-open' });
  });

  it('that gives nothing is one that took nothing off', () => {
    const sale = calculateCart(cartOf(add({}, aCartOf({ wine: '1' }))));
    expect(couponDiscounts(sale)).toMatchObject([{ discount: 0 }]);
  });
});
