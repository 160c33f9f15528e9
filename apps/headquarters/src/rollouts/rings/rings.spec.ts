import fc from 'fast-check';
import { ringEnds, ringOfPlace } from './rings';

const PERCENTS = [1, 10, 50, 100];

describe('rings', () => {
  it('reach to 1, 10, 50 and 100 percent', () => {
    expect(ringEnds(1_000, PERCENTS)).toEqual([10, 100, 500, 1_000]);
    expect([0, 9, 10, 99, 100, 500, 999].map((place) => ringOfPlace(place, 1_000, PERCENTS))).toEqual([0, 0, 1, 1, 2, 3, 3]);
  });

  it('hold one box at least in a small fleet, and empty ones are left out', () => {
    expect(ringEnds(50, PERCENTS)).toEqual([1, 5, 25, 50]);
    expect(ringEnds(3, PERCENTS)).toEqual([1, 2, 3]);
    expect(ringEnds(1, PERCENTS)).toEqual([1]);
  });

  it('hold every box once, and those further back are never in an earlier ring', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3_000 }), (total) => {
        const rings = Array.from({ length: total }, (_, place) => ringOfPlace(place, total, PERCENTS));
        return rings[0] === 0 && rings.every((ring, place) => place === 0 || (ring - rings[place - 1]! >= 0 && ring - rings[place - 1]! <= 1));
      }),
      { numRuns: 30 },
    );
  }); // prettier-ignore
});
