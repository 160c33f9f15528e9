import { formatAmount, type Amount } from '@app/kernel';
import compoundAcross from '../../test/vectors/concurrency/compound-across.json';
import compoundWithin from '../../test/vectors/concurrency/compound-within.json';
import mixAndMatch from '../../test/vectors/mix-and-match/mix-and-match.json';
import proration from '../../test/vectors/proration/proration.json';
import quantity from '../../test/vectors/quantity/quantity.json';
import { basketOf, inItsModels, type DiscountVector } from '../../test/vectors/read-discount-vector';
import simple from '../../test/vectors/simple/simple.json';
import threshold from '../../test/vectors/threshold/threshold.json';
import { allocateDiscounts } from './allocate-discounts';

const FAMILIES: Readonly<Record<string, unknown>> = { simple, quantity, mixAndMatch, threshold, compoundWithin, compoundAcross, proration };

describe.each(Object.entries(FAMILIES))('golden vectors: %s', (_family, vectors) => {
  it.each((vectors as DiscountVector[]).flatMap(inItsModels))('$title ($control)', (vector) => {
    const basket = basketOf(vector);
    const { byLine, isApproximate } = allocateDiscounts(basket);
    const given = [...byLine].map(([lineId, discounts]) => [lineId, discounts.reduce((sum, { amount }) => sum + amount, 0)] as const);
    const total = basket.goods.reduce((sum, goods) => sum + goods.amount, 0) - given.reduce((sum, [, amount]) => sum + amount, 0);
    expect(Object.fromEntries(given.map(([lineId, amount]) => [lineId, text(amount)]))).toEqual(vector.discounts);
    expect(text(total)).toBe(vector.total);
    expect(isApproximate).toBe(false);
  });
});

const text = (amount: number): string => formatAmount(amount as Amount, 2);
