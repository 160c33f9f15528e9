import fc from 'fast-check';
import { amount } from './amount';
import { prorate } from './prorate';

describe('shares', () => {
  it('give what is left over to the largest remainders, ties to the earlier', () => {
    expect(prorate(amount(100), [1, 1, 1])).toEqual([34, 33, 33]);
    expect(prorate(amount(-100), [1, 2])).toEqual([-33, -67]);
    expect(prorate(amount(0), [0, 0])).toEqual([0, 0]);
  });

  it('add up to the whole, and each is within one unit of its exact part', () => {
    const weights = fc
      .array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 20 })
      .filter((all) => all.some((one) => one > 0));
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), weights, (total, all) => {
        const shares = prorate(amount(total), all);
        const sum = all.reduce((a, b) => a + b, 0);
        expect(shares.reduce((a, b) => a + b, 0)).toBe(total);
        shares.forEach((share, index) => expect(Math.abs(share - (total * (all[index] ?? 0)) / sum)).toBeLessThan(1));
      }),
    );
  });

  it('refuse negative weights and something over nothing', () => {
    expect(() => prorate(amount(1), [1, -1])).toThrow();
    expect(() => prorate(amount(1), [0])).toThrow();
  });
});
