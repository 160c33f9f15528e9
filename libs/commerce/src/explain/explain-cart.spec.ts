import { amount, parseRate, parseUnitPrice, quantity } from '@app/kernel';
import fc from 'fast-check';
import { anyDiscountBasket } from '../../test/any-discounts';
import { aBook, aCartOf, aProduct, FOREVER, someRules } from '../../test/builders';
import type { Offer, OfferLine } from '../discounts/offer';
import { allocateDiscounts } from '../discounts/allocate-discounts';
import { ratio } from '../tax/ratio';
import { exactText, explainCart } from './explain-cart';
import { explainOffers } from './explain-offers';

const on = (productId: string, change: Partial<OfferLine> = {}): OfferLine => ({
  lineNumber: 1, subject: { kind: 'product', productId }, unitId: null, isExcluded: false, groupId: 'g', reward: null, ...change,
}); // prettier-ignore

const any = (offerId: string, lines: readonly OfferLine[]) =>
  ({ offerId, name: offerId, ...FOREVER, periods: [], concurrency: 'best-price', priority: 0, needsCoupon: false, countsNonDiscountable: false, lines }) as const; // prettier-ignore

const part = (offerId: string, percent: string, change: Partial<Offer> = {}): Offer =>
  ({ ...any(offerId, [on('milk')]), kind: 'simple', reward: { kind: 'percent', rate: parseRate(percent) }, ...change }) as Offer;

const pairOf = (offerId: string, lines: readonly OfferLine[], price = 1_000): Offer => ({
  ...any(offerId, lines), kind: 'mix-and-match', timesApplicable: null, groups: [{ groupId: 'g', quantity: quantity(2_000) }], deal: { kind: 'price', price: amount(price) },
}); // prettier-ignore

function verdicts(offers: readonly Offer[], basket: Readonly<Record<string, string>> = { milk: '2' }, change: object = {}) {
  const cart = { ...aCartOf(basket, aBook({}, [aProduct(), aProduct({ productId: 'wine', isDiscountable: false })])), offers, ...change };
  const [line] = explainCart(cart).lines;
  return line?.offers.map(({ offer, amount: given, why, wouldGive, lostTo }) => [offer.offerId, given, why, wouldGive, lostTo.join()]);
}

describe('the explanation of a line', () => {
  it('names the offer that won and what the others would have given', () => {
    expect(verdicts([part('tenth', '0.1'), part('fifth', '0.2')])).toEqual([
      ['fifth', 276, null, 0, ''],
      ['tenth', 0, 'others-give-more', 138, 'fifth'],
    ]);
  });

  it('says which offer shut another one out, though that one gives more', () => {
    const offers = [part('exclusive', '0.1', { concurrency: 'exclusive' }), part('half', '0.5')];
    expect(verdicts(offers)?.[1]).toEqual(['half', 0, 'shut-out', 690, 'exclusive']);
    const higher = [part('first', '0.1', { priority: 5 }), part('half', '0.5')];
    expect(verdicts(higher)?.[1]).toEqual(['half', 0, 'shut-out', 690, 'first']);
  });

  it('shows every one of several offers that add up', () => {
    const offers = [part('tenth', '0.1', { concurrency: 'compounded' }), part('fifth', '0.2', { concurrency: 'compounded' })];
    expect(verdicts(offers)).toEqual([['fifth', 276, null, 0, ''], ['tenth', 110, null, 0, '']]); // prettier-ignore
  });

  it('says what is missing', () => {
    const tiers = [{ minimumAmount: amount(10_000), reward: { kind: 'amount', amount: amount(500) } }] as const;
    const offers: Offer[] = [
      part('coupon', '0.5', { needsCoupon: true }),
      { ...any('from-6', [on('milk')]), kind: 'quantity', tiers: [{ minimumQuantity: quantity(6_000), reward: { kind: 'percent', rate: parseRate('0.1') } }] },
      { ...any('big-basket', [on('milk')]), kind: 'threshold', tiers },
      { ...any('by-card', [on('milk')]), kind: 'tender', tenderTypeIds: ['card'], tiers },
      pairOf('with-bread', [on('milk'), on('bread')]),
      part('dear', '0.1', { reward: { kind: 'price', unitPrice: parseUnitPrice('9.90') } }),
    ]; // prettier-ignore
    expect(verdicts(offers, { milk: '1' })?.map(([id, , why]) => [id, why])).toEqual([
      ['big-basket', 'minimum-not-reached'], ['by-card', 'other-tender'], ['coupon', 'needs-coupon'], ['dear', 'saves-nothing'],
      ['from-6', 'minimum-not-reached'], ['with-bread', 'goods-missing'],
    ]); // prettier-ignore
  });

  it('says why an offer that concerns the goods does not name them', () => {
    const offers = [
      part('excluded', '0.1', { lines: [on('milk', { subject: { kind: 'all' } }), on('milk', { isExcluded: true, lineNumber: 2 })] }),
      part('boxes', '0.1', { lines: [on('milk', { unitId: 'box' })] }),
    ];
    expect(verdicts(offers)?.map(([id, , why]) => [id, why])).toEqual([['boxes', 'other-unit'], ['excluded', 'excluded']]); // prettier-ignore
    expect(verdicts([part('wine', '0.1', { lines: [on('wine')] })], { wine: '1' })?.[0]?.[2]).toBe('not-discountable');
  });

  it('holds the exact tax before it was rounded, also where it is inside the price', () => {
    const [line] = explainCart(aCartOf({ milk: '1' })).lines;
    const [tax] = line?.taxes ?? [];
    expect([tax?.amount, tax?.exact && exactText(tax.exact, 2)]).toEqual([105, '1.05254237']);
    expect(line?.exactAmount && exactText(line.exactAmount, 2)).toBe('6.90');
  });

  it('holds the price rows that fitted and lost', () => {
    const row = { productId: 'milk', unitId: 'pcs', ...FOREVER };
    const prices = new Map([['milk', [
      { ...row, priceId: 'old', unitPrice: parseUnitPrice('6.50'), validFrom: '1999-01-01' },
      { ...row, priceId: 'now', unitPrice: parseUnitPrice('6.90') },
      { ...row, priceId: 'members', unitPrice: parseUnitPrice('7.20'), priceGroupId: 'club' },
    ]]]); // prettier-ignore
    const [line] = explainCart(aCartOf({ milk: '1' }, { ...aBook(), prices }, someRules({ priceGroups: new Map([['club', 0]]) }))).lines;
    expect(line?.line).toMatchObject({ priceId: 'now', priceOrigin: { beaten: [
      { priceId: 'members', why: 'not-lowest' }, { priceId: 'old', why: 'began-earlier' },
    ] } }); // prettier-ignore
  });
});

describe('the explanation of any basket', () => {
  it('gives each line what the allocation gives it, and tells every offer that names it once', () => {
    fc.assert(
      fc.property(anyDiscountBasket(), (basket) => {
        const { byLine } = allocateDiscounts(basket);
        for (const [lineId, told] of explainOffers(basket, new Map())) {
          expect(new Set(told.map(({ offer }) => offer.offerId)).size).toBe(told.length);
          const won = told.filter(({ why }) => why === null).map(({ offer, amount: given }) => [offer.offerId, given]);
          const given = (byLine.get(lineId) ?? []).map(({ offer, amount: off }) => [offer.offerId, off]);
          expect(won).toEqual(given.sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)));
          for (const { why, lostTo } of told) if (why === 'others-give-more' || why === 'shut-out') expect(lostTo).not.toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('an exact amount as text', () => {
  it('has the places of the currency and as many more as it needs', () => {
    expect([exactText(ratio(690n), 2), exactText(ratio(1n, 3n), 2), exactText(ratio(-5n, 2n), 2), exactText(ratio(100n), 0)]).toEqual([
      '6.90', '0.00333333', '-0.025', '100',
    ]); // prettier-ignore
  });
});
