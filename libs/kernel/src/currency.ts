/** A currency as money arithmetic needs it. */
export interface Currency {
  /** ISO 4217 alphabetic code. */
  readonly code: string;
  /** Digits after the point: 2 for EUR, 0 for JPY, 3 for KWD. */
  readonly minorDigits: number;
}

/** ISO 4217 currencies whose minor unit is not a hundredth. */
const OTHER_THAN_TWO: Readonly<Record<string, number>> = {
  BIF: 0, CLP: 0, DJF: 0, GNF: 0, ISK: 0, JPY: 0, KMF: 0, KRW: 0, PYG: 0, RWF: 0, UGX: 0, UYI: 0, VND: 0, VUV: 0, XAF: 0, XOF: 0, XPF: 0,
  BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3,
  CLF: 4, UYW: 4,
}; // prettier-ignore

export function currencyOf(code: string): Currency {
  return { code, minorDigits: OTHER_THAN_TWO[code] ?? 2 };
}
