import { amount, quantity } from '@app/kernel';
import fc from 'fast-check';
import { anyDiscountBasket } from '../../test/any-discounts';
import { FOREVER } from '../../test/builders';
import { allocateDiscounts } from './allocate-discounts';
import { byId, inOrder, letTake, untouched, type Contender } from './contender';
import { contest } from './contest';
import { byUnitPrice, wholeOf, type Goods, type Portion } from './goods';
import { matchOffers } from './match-offers';
import { favoursRetailer } from './mix-and-match';
import type { MixAndMatchOffer, Offer } from './offer';
import { Steps } from './steps';

/** Offers of one priority that all want the same goods, as contenders, and the goods. */
const anyContest = anyDiscountBasket({ concurrency: 'best-price' }).map(({ goods, offers, minorDigits, tenderTypeId }) => ({
  portions: goods.map(wholeOf).sort(byUnitPrice),
  contenders: matchOffers(offers.filter((offer) => offer.kind !== 'threshold' && !(offer.kind === 'mix-and-match' && favoursRetailer(offer))), goods)
    .map((matched): Contender => ({ id: matched.offer.offerId, offers: [matched], standing: 'closed', stage: 0, terms: { minorDigits, tenderTypeId }, mayTake: ({ standing }) => standing === 'free' })),
})); // prettier-ignore

/** What takes most goes first; what takes nothing on its own is left out. */
function greedy(contenders: readonly Contender[], portions: readonly Portion[]): number {
  const start = untouched(portions);
  const alone = contenders.map((contender) => ({ contender, value: letTake(contender, start).value }));
  const order = alone
    .filter(({ value }) => value > 0)
    .sort((a, b) => b.value - a.value || byId(a.contender, b.contender))
    .map(({ contender }) => contender);
  return inOrder(order, start).value;
}

describe('a contest', () => {
  it('that is only approximate is never worse than taking the largest first, and one that is not is never worse than it', () => {
    fc.assert(
      fc.property(anyContest, ({ contenders, portions }) => {
        const approximate = contest(contenders, portions, new Steps(0));
        const searched = contest(contenders, portions, new Steps(100_000));
        expect(approximate.trial.value).toBeGreaterThanOrEqual(greedy(contenders, portions));
        expect(searched.trial.value).toBeGreaterThanOrEqual(approximate.trial.value);
      }),
      { numRuns: 500 },
    );
  });

  it('goes by the largest first also where an offer on single lines gives more than one on several', () => {
    const goods = [weighed('l0', 3000, 6), weighed('l1', 2251, 7)];
    const any = pair('any', { kind: 'lines' }, 1);
    const offers: Offer[] = [
      { ...any, kind: 'simple', offerId: 'cent-off', reward: { kind: 'amount', perUnit: 100 as never } },
      { ...any, kind: 'quantity', offerId: 'tenth', tiers: [{ minimumQuantity: quantity(1000), reward: { kind: 'percent', rate: 100_000 as never } }] },
      pair('three', { kind: 'percent', rate: 690_000 as never }, 3),
    ];
    const { byLine } = allocateDiscounts({ goods, offers, control: 'compound-within', minorDigits: 2, tenderTypeId: null });
    expect([...byLine.values()].flat().reduce((sum, { amount: off }) => sum + off, 0)).toBe(8);
  }); // prettier-ignore

  it('of deals for single pieces finds what trying everything finds', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 2, maxLength: 6 }), (prices) => {
        const goods = prices.map((price, index) => piece(index, price * 100));
        const { byLine, isApproximate } = allocateDiscounts({ goods, offers: OVERLAPPING, control: 'compound-within', minorDigits: 2, tenderTypeId: null }); // prettier-ignore
        expect(isApproximate).toBe(false);
        const given = [...byLine.values()].flat().reduce((sum, discount) => sum + discount.amount, 0);
        expect(given).toBe(best(prices.map((price) => price * 100)));
      }),
    );
  });

  it('says that it is approximate when there is too much to try', () => {
    const goods = Array.from({ length: 40 }, (_, index) => piece(index, 100 + index * 37));
    const { byLine, isApproximate } = allocateDiscounts({ goods, offers: OVERLAPPING, control: 'compound-within', minorDigits: 2, tenderTypeId: null }); // prettier-ignore
    expect(isApproximate).toBe(true);
    expect(byLine.size).toBeGreaterThan(0);
  });
});

const piece = (index: number, price: number): Goods => ({
  lineId: `l${index}`, productId: `p${index}`, unitId: 'pcs', quantity: quantity(1000), amount: amount(price), isDiscountable: true, isLabelled: false,
}); // prettier-ignore

const weighed = (lineId: string, size: number, cents: number): Goods => ({
  ...piece(0, cents), lineId, productId: lineId, quantity: quantity(size),
}); // prettier-ignore

const pair = (offerId: string, deal: MixAndMatchOffer['deal'], pieces: number): Offer => ({
  kind: 'mix-and-match', offerId, name: offerId, ...FOREVER, periods: [], needsCoupon: false, concurrency: 'best-price', priority: 0,
  countsNonDiscountable: false, timesApplicable: null, deal, groups: [{ groupId: 'g', quantity: quantity(pieces * 1000) }],
  lines: [{ lineNumber: 1, subject: { kind: 'all' }, unitId: null, isExcluded: false, groupId: 'g', reward: null }],
}); // prettier-ignore

/** The two of the reference's page on overlapping discounts, and a third. */
const OVERLAPPING: readonly Offer[] = [
  pair(
    'second-at-half',
    { kind: 'least-expensive', count: 1, reward: { kind: 'percent', rate: 500_000 as never }, favours: 'customer' },
    2,
  ),
  pair('two-with-20-percent', { kind: 'percent', rate: 200_000 as never }, 2),
  pair('three-for-25', { kind: 'price', price: amount(2_500) }, 3),
];

/** Every way to put single pieces into deals, worked out another way. */
function best(prices: readonly number[]): number {
  const [first, ...others] = prices;
  if (first === undefined) return 0;
  let most = best(others);
  others.forEach((second, at) => {
    const rest = others.filter((_, index) => index !== at);
    const two = Math.max(Math.round(Math.min(first, second) * 0.5), Math.round((first + second) * 0.2));
    most = Math.max(most, two + best(rest));
    rest.forEach((third, place) => {
      const three = first + second + third - 2_500;
      if (three > 0) most = Math.max(most, three + best(rest.filter((_, index) => index !== place)));
    });
  });
  return most;
}
