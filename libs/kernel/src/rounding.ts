import { DomainError } from './coded-error';
import { toSafeNumber } from './scaled';

/**
 * Every rounding in the product names its mode. `half-away-from-zero` is the usual commercial rounding;
 * `toward-zero` and `away-from-zero` serve cash rules that always favour one side.
 */
export type RoundingMode = 'half-away-from-zero' | 'half-even' | 'half-toward-zero' | 'toward-zero' | 'away-from-zero';

/** The quotient of two integers, rounded to an integer in the named mode. */
export function divideRounded(numerator: bigint, denominator: bigint, mode: RoundingMode): bigint {
  if (denominator === 0n) throw new DomainError('number.divided-by-zero', 'division by zero');
  const isNegative = numerator < 0n !== denominator < 0n;
  const top = abs(numerator);
  const bottom = abs(denominator);
  const whole = top / bottom;
  const magnitude = roundsUp(whole, (top % bottom) * 2n, bottom, mode) ? whole + 1n : whole;
  return isNegative ? -magnitude : magnitude;
}

function roundsUp(whole: bigint, twiceRest: bigint, bottom: bigint, mode: RoundingMode): boolean {
  if (twiceRest === 0n || mode === 'toward-zero') return false;
  if (mode === 'away-from-zero') return true;
  if (twiceRest !== bottom) return twiceRest > bottom;
  if (mode === 'half-even') return whole % 2n === 1n;
  return mode === 'half-away-from-zero';
}

/** `value * numerator / denominator`, exact until its one named rounding. */
export function scaleRounded(value: number, numerator: number, denominator: number, mode: RoundingMode): number {
  const doubled = 2 * value * numerator + denominator;
  const isSmall = mode === 'half-away-from-zero' && value >= 0 && numerator >= 0 && denominator > 0 && doubled <= Number.MAX_SAFE_INTEGER;
  // Whole numbers that a double holds exactly, as nearly all money is: the same quotient without big integers.
  if (isSmall) return (doubled - (doubled % (2 * denominator))) / (2 * denominator);
  return toSafeNumber(divideRounded(BigInt(value) * BigInt(numerator), BigInt(denominator), mode));
}

/** The multiple of `step` nearest to `value` in the named mode: cash rounding to 5 or 10 minor units. */
export function roundToStep(value: number, step: number, mode: RoundingMode): number {
  if (step <= 1) return value;
  return toSafeNumber(divideRounded(BigInt(value), BigInt(step), mode) * BigInt(step));
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}
