/** So many of one unit are so many of another: `{ from: 'box', to: 'pcs', numerator: 12, denominator: 1 }`. */
export interface UnitConversion {
  readonly fromUnitId: string;
  readonly toUnitId: string;
  readonly numerator: number;
  readonly denominator: number;
}

/** How many of `to` one of `from` holds, as an exact fraction. */
export interface UnitFactor {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/**
 * The factor between two units by one conversion, stated in either direction; undefined when none is stated. Conversions are not
 * chained: what a merchant did not state is not guessed (field notes 5.14, "UoM convertible"). The first that fits counts, so what is
 * stated for one product stands before what is stated for all.
 */
export function unitFactor(from: string, to: string, conversions: readonly UnitConversion[]): UnitFactor | undefined {
  if (from === to) return { numerator: 1n, denominator: 1n };
  for (const { fromUnitId, toUnitId, numerator, denominator } of conversions) {
    if (fromUnitId === from && toUnitId === to) return { numerator: BigInt(numerator), denominator: BigInt(denominator) };
    if (fromUnitId === to && toUnitId === from) return { numerator: BigInt(denominator), denominator: BigInt(numerator) };
  }
  return undefined;
}
