import { amount, divideRounded, toSafeNumber, type Amount, type RoundingMode } from '@app/kernel';

/** An exact number of minor units: taxes are reckoned in these and rounded once, where a rule says so. `bottom` is positive. */
export interface Ratio {
  readonly top: bigint;
  readonly bottom: bigint;
}

export const ratio = (top: bigint, bottom = 1n): Ratio => (bottom < 0n ? { top: -top, bottom: -bottom } : { top, bottom });
export const NOTHING = ratio(0n);
export const WHOLE = ratio(1n);

export function sum(...parts: readonly Ratio[]): Ratio {
  return parts.reduce((a, b) =>
    a.bottom === b.bottom ? ratio(a.top + b.top, a.bottom) : ratio(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom),
  NOTHING); // prettier-ignore
}

export const times = (a: Ratio, b: Ratio): Ratio => ratio(a.top * b.top, a.bottom * b.bottom);
export const over = (a: Ratio, b: Ratio): Ratio => ratio(a.top * b.bottom, a.bottom * b.top);
export const minus = (a: Ratio, b: Ratio): Ratio => sum(a, ratio(-b.top, b.bottom));

export const rounded = ({ top, bottom }: Ratio, mode: RoundingMode): Amount => amount(toSafeNumber(divideRounded(top, bottom, mode)));

/** The greatest whole number that is not above. */
export function floor({ top, bottom }: Ratio): bigint {
  const whole = top / bottom;
  return top < 0n && whole * bottom !== top ? whole - 1n : whole;
}

/** Below zero when `a` is the smaller one. */
export function compare(a: Ratio, b: Ratio): number {
  const difference = a.top * b.bottom - b.top * a.bottom;
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}
