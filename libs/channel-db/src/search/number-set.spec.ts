import fc from 'fast-check';
import { BLOCK_SIZE, blockOf, NumberSet, packNumbers, unpackNumbers } from './number-set';

const LARGEST = 3 * BLOCK_SIZE;
const numbers = fc.uniqueArray(fc.integer({ min: 1, max: LARGEST }), { maxLength: 200 }).map((found) => found.sort((a, b) => a - b));

function setOf(list: readonly number[]): NumberSet {
  const set = NumberSet.upTo(LARGEST);
  for (const [block, its] of Map.groupBy(list, blockOf)) set.add(block, packNumbers(its));
  return set;
}

describe('a set of products', () => {
  it('holds what was packed, block by block', () => {
    fc.assert(
      fc.property(numbers, (list) => {
        const unpacked = [...Map.groupBy(list, blockOf)].flatMap(([block, its]) => unpackNumbers(block, packNumbers(its)));
        expect(unpacked).toEqual(list);
        expect(setOf(list).first(1_000)).toEqual(list);
        expect(setOf(list).size).toBe(list.length);
      }),
    );
  });

  it('is compared with another', () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        expect(setOf(a).and(setOf(b)).first(1_000)).toEqual(a.filter((one) => b.includes(one)));
        expect(setOf(a).without(setOf(b)).first(1_000)).toEqual(a.filter((one) => !b.includes(one)));
        expect(setOf(a).first(3)).toEqual(a.slice(0, 3));
      }),
    );
  });
});
