import fc from 'fast-check';
import { anyDiscountBasket } from '../../test/any-discounts';
import { allocateDiscounts, type DiscountBasket } from './allocate-discounts';
import { allocateInStages } from './concurrency';
import { byUnitPrice, wholeOf } from './goods';
import { matchOffers } from './match-offers';

const RUNS = { numRuns: 500 };

function given(basket: DiscountBasket): Record<string, number> {
  const lines = [...allocateDiscounts(basket).byLine];
  return Object.fromEntries(lines.map(([lineId, discounts]) => [lineId, discounts.reduce((sum, { amount }) => sum + amount, 0)]));
}

const total = (basket: DiscountBasket): number => Object.values(given(basket)).reduce((sum, amount) => sum + amount, 0);

describe('discounts of any basket', () => {
  it('never cost anybody anything, and never more than the goods', () => {
    fc.assert(
      fc.property(anyDiscountBasket(), (basket) => {
        const discounts = allocateDiscounts(basket).byLine;
        for (const { amount } of [...discounts.values()].flat()) expect(amount).toBeGreaterThan(0);
        const sums = given(basket);
        for (const { lineId, amount } of basket.goods) expect(sums[lineId] ?? 0).toBeLessThanOrEqual(amount);
      }),
      RUNS,
    );
  });

  it('are for discountable goods only', () => {
    fc.assert(
      fc.property(anyDiscountBasket(), (basket) => {
        const sums = given(basket);
        return basket.goods.every(({ lineId, isDiscountable }) => isDiscountable || sums[lineId] === undefined);
      }),
      RUNS,
    );
  });

  it('take goods from no line twice: what is taken and what is left are all of it, in pieces and in cents', () => {
    fc.assert(
      fc.property(anyDiscountBasket(), ({ goods, offers, ...rules }) => {
        const portions = goods.map(wholeOf).sort(byUnitPrice);
        const after = allocateInStages(matchOffers(offers, goods), portions, rules);
        const discounts = after.grants.flatMap(({ parts }) => parts);
        for (const one of goods) {
          const left = after.portions.filter((portion) => portion.goods === one);
          const off = discounts.filter((part) => part.goods === one).reduce((sum, part) => sum + part.discount, 0);
          expect(left.reduce((sum, portion) => sum + portion.quantity, 0)).toBe(one.quantity);
          expect(left.reduce((sum, portion) => sum + portion.amount, 0) + off).toBe(one.amount);
        }
      }),
      RUNS,
    );
  });

  it('are the same in whatever order lines and offers come', () => {
    fc.assert(
      fc.property(anyDiscountBasket(), (basket) => {
        const turned = { ...basket, goods: [...basket.goods].reverse(), offers: [...basket.offers].reverse() };
        expect(given(turned)).toEqual(given(basket));
      }),
      RUNS,
    );
  });

  it('are not changed by offers that name none of its goods', () => {
    fc.assert(
      fc.property(anyDiscountBasket(), (basket) => {
        const [first] = basket.offers;
        const elsewhere = { ...first, offerId: 'elsewhere', lines: [{ ...first?.lines[0], isExcluded: false, subject: { kind: 'product', productId: 'none' } }] };
        expect(given({ ...basket, offers: [...basket.offers, elsewhere as (typeof basket.offers)[number]] })).toEqual(given(basket));
      }),
      RUNS,
    ); // prettier-ignore
  });
});

describe('the best price', () => {
  const bestPrice = anyDiscountBasket({ concurrency: 'best-price' });

  it('is never worse than any one offer alone, among offers of one priority that favour the customer', () => {
    fc.assert(
      fc.property(bestPrice, (basket) => {
        const competing = basket.offers.filter(
          (offer) => offer.kind !== 'threshold' && !(offer.kind === 'mix-and-match' && offer.deal.kind === 'least-expensive' && offer.deal.favours === 'retailer'),
        );
        const all = total({ ...basket, offers: competing });
        for (const offer of competing) expect(all).toBeGreaterThanOrEqual(total({ ...basket, offers: [offer] }));
      }),
      RUNS,
    ); // prettier-ignore
  });
});
