import { amount, parseRate, quantity } from '@app/kernel';
import fc from 'fast-check';
import { aBook, aCartOf, aCoupon, aLine, aProduct, cartOf, count, FOREVER, NOON, someRules } from '../../test/builders';
import { addLine } from '../cart/add-line';
import type { Cart } from '../cart/cart';
import { changeLine, voidLine } from '../cart/change-line';
import { addCoupon } from '../cart/coupons';
import { calculateCart } from '../pricing/calculate-cart';
import type { PricingBook } from '../pricing/pricing-book';
import { reprice } from '../pricing/reprice';
import { brokenRules } from '../validation/rules';
import type { MixAndMatchOffer, Offer, OfferLine, SimpleOffer } from './offer';

const any = { ...FOREVER, periods: [], concurrency: 'best-price', priority: 0, needsCoupon: false, countsNonDiscountable: false } as const;
const line = (productId: string, groupId: string | null = null): OfferLine => ({
  lineNumber: 1, subject: { kind: 'product', productId }, unitId: null, isExcluded: false, groupId, reward: null,
}); // prettier-ignore
const tenOffMilk: SimpleOffer = { ...any, kind: 'simple', offerId: 'ten', name: 'Milk week', reward: { kind: 'percent', rate: parseRate('0.1') }, lines: [line('milk')] }; // prettier-ignore
const secondAtHalf: MixAndMatchOffer = {
  ...any, kind: 'mix-and-match', offerId: 'half', name: 'Second at half price', lines: [line('milk', 'g'), line('wine', 'g')], timesApplicable: null,
  groups: [{ groupId: 'g', quantity: quantity(2000) }],
  deal: { kind: 'least-expensive', count: 1, reward: { kind: 'percent', rate: parseRate('0.5') }, favours: 'customer' },
}; // prettier-ignore

const bookWith = (...offers: Offer[]): PricingBook => ({ ...aBook(), offers });
const sold = (cart: Cart) => calculateCart(cart);

describe('a cart with offers', () => {
  it('says per line what is taken off and taxes what remains', () => {
    const { lines, totals } = sold(aCartOf({ milk: '2', apples: '1' }, bookWith(tenOffMilk)));
    expect(lines[0]).toMatchObject({ amount: 1380, discount: 138, gross: 1242, discounts: [{ kind: 'offer', offerId: 'ten', name: 'Milk week', amount: 138 }] }); // prettier-ignore
    expect(lines[1]).toMatchObject({ discounts: [], discount: 0, gross: 890 });
    expect(totals).toMatchObject({ discount: 138, gross: 2132, remaining: 2132 });
    expect(brokenRules(sold(aCartOf({ milk: '2' }, bookWith(tenOffMilk))))).toEqual(['paid-exactly']);
  });

  it('adds tax on top of what remains where prices have none', () => {
    const rules = someRules({ pricesIncludeTax: false });
    expect(sold(aCartOf({ milk: '2' }, bookWith(tenOffMilk), rules)).lines[0]).toMatchObject({
      amount: 1380,
      net: 1242,
      tax: 224,
      gross: 1466,
    });
  });

  it('keeps an offer as it was quoted, and gets its lines for goods that come later', () => {
    const cart = aCartOf({ milk: '1' }, bookWith({ ...secondAtHalf, lines: [line('milk', 'g')] }));
    const later = bookWith({ ...secondAtHalf, name: 'Changed', lines: [line('wine', 'g')] });
    const both = cartOf(addLine(cart, aLine({ lineId: 'line-2', productId: 'wine' }), later, someRules()));
    expect(sold(both).lines.map(({ discount }) => discount)).toEqual([345, 0]);
    expect(both.offers).toMatchObject([{ name: 'Second at half price', lines: [{}, {}] }]);
  });

  it('has the offers of now where it is priced anew', () => {
    const following = someRules({ repricesOpenBaskets: true });
    const cart = aCartOf({ milk: '1' }, bookWith(tenOffMilk));
    expect(sold(reprice(cart, aBook(), following, NOON)).totals.discount).toBe(0);
  });

  it('is as before when a line was added and voided again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }), (milk, wine) => {
        const book = bookWith(tenOffMilk, secondAtHalf);
        const before = aCartOf({ milk: String(milk) }, book);
        const added = cartOf(
          addLine(before, aLine({ lineId: 'line-2', productId: 'wine', quantity: count(String(wine)) }), book, someRules()),
        );
        const after = sold(cartOf(voidLine(added, 'line-2')));
        expect(after.totals).toEqual(sold(before).totals);
        expect(after.lines[0]?.discounts).toEqual(sold(before).lines[0]?.discounts);
      }),
    );
  });

  it('follows a changed quantity', () => {
    const cart = aCartOf({ milk: '1' }, bookWith(secondAtHalf));
    expect(sold(cart).totals.discount).toBe(0);
    expect(sold(cartOf(changeLine(cart, 'line-1', { quantity: count('5') }))).totals.discount).toBe(690);
  });

  it('gives nothing on goods that may not be discounted, on prices a person set, and without the coupon it asks for', () => {
    const fixed = { ...aBook({}, [aProduct({ isDiscountable: false })]), offers: [tenOffMilk] };
    expect(sold(aCartOf({ milk: '1' }, fixed)).totals.discount).toBe(0);
    const cart = aCartOf({ milk: '1' }, bookWith(tenOffMilk));
    expect(sold({ ...cart, lines: cart.lines.map((one) => ({ ...one, priceSource: 'override' })) }).totals.discount).toBe(0);
    const withCoupon = bookWith({ ...tenOffMilk, needsCoupon: true });
    expect(sold(aCartOf({ milk: '1' }, withCoupon)).totals.discount).toBe(0);
    const allowed = addCoupon(aCartOf({ milk: '1' }, withCoupon), aCoupon({ offerId: 'ten' }), NOON, withCoupon, someRules());
    expect(sold(cartOf(allowed)).totals.discount).toBe(69);
  });
});

describe('what a person takes off', () => {
  const by = { reason: null, staffId: 'anna' };

  it('comes on top of offers: a part of what a line still costs, then money off the sale in proportion', () => {
    const cart = aCartOf({ milk: '2', wine: '1' }, bookWith(tenOffMilk));
    const manualDiscount = { ...by, reward: { kind: 'percent', rate: parseRate('0.5') } as const };
    const total = { ...by, reward: { kind: 'amount', amount: amount(1_000) } as const };
    const { lines, totals } = sold({ ...cart, lines: cart.lines.map((one, index) => (index === 0 ? { ...one, manualDiscount } : one)), manualDiscount: total }); // prettier-ignore
    expect(lines.map(({ discounts }) => discounts.map(({ kind, amount: off }) => [kind, off]))).toEqual([
      [['offer', 138], ['manual-line', 621], ['manual-total', 135]],
      [['manual-total', 865]],
    ]); // prettier-ignore
    expect(totals).toMatchObject({ discount: 1759, gross: 5370 - 1759 });
  });

  it('never takes more than goods cost', () => {
    const cart = { ...aCartOf({ milk: '1' }), manualDiscount: { ...by, reward: { kind: 'amount' as const, amount: amount(9_999) } } };
    expect(sold(cart).totals).toMatchObject({ discount: 690, gross: 0 });
  });
});
