import fc from 'fast-check';
import { divideRounded, roundToStep, scaleRounded, type RoundingMode } from './rounding';

const MODES: RoundingMode[] = ['half-away-from-zero', 'half-even', 'half-toward-zero', 'toward-zero', 'away-from-zero'];

describe('rounding', () => {
  it.each<[RoundingMode, number[]]>([
    ['half-away-from-zero', [-3, -2, -1, 1, 2, 3]],
    ['half-even', [-2, -2, 0, 0, 2, 2]],
    ['half-toward-zero', [-2, -1, 0, 0, 1, 2]],
    ['toward-zero', [-2, -1, 0, 0, 1, 2]],
    ['away-from-zero', [-3, -2, -1, 1, 2, 3]],
  ])('%s rounds halves as it says', (mode, expected) => {
    expect([-5, -3, -1, 1, 3, 5].map((halves) => Number(divideRounded(BigInt(halves), 2n, mode)))).toEqual(expected);
  });

  it('is never further away than a whole, nor than half a one where it rounds to the nearest', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
        fc.bigInt({ min: 1n, max: 10n ** 9n }),
        fc.constantFrom(...MODES),
        (top, bottom, mode) => {
          const off = divideRounded(top, bottom, mode) * bottom - top;
          const size = off < 0n ? -off : off;
          return mode.startsWith('half') ? size * 2n <= bottom : size < bottom;
        },
      ),
    );
  });

  it('treats both signs alike', () => {
    fc.assert(
      fc.property(
        fc.bigInt(),
        fc.bigInt({ min: 1n }),
        fc.constantFrom(...MODES),
        (top, bottom, mode) => divideRounded(-top, bottom, mode) === -divideRounded(top, bottom, mode),
      ),
    );
  });

  it('goes to the payable step', () => {
    expect([692, 693, 695, 697, -695].map((value) => roundToStep(value, 5, 'half-away-from-zero'))).toEqual([690, 695, 695, 695, -695]);
    expect(roundToStep(693, 0, 'half-even')).toBe(693);
  });

  it('refuses to divide by zero and to leave the exact range', () => {
    expect(() => divideRounded(1n, 0n, 'half-even')).toThrow(expect.objectContaining({ code: 'number.divided-by-zero' }));
    expect(() => scaleRounded(Number.MAX_SAFE_INTEGER, 2, 1, 'half-even')).toThrow(
      expect.objectContaining({ code: 'number.out-of-range' }),
    );
  });
});
