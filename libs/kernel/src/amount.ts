import { formatScaled, parseScaled, safe, toSafeNumber } from './scaled';
import { divideRounded, scaleRounded, type RoundingMode } from './rounding';

declare const brand: unique symbol;
type Branded<Name extends string> = number & { readonly [brand]: Name };

/** Money in minor units of a currency (ISO 4217): 1234 is 12.34 EUR, 1234 JPY, 1.234 KWD. */
export type Amount = Branded<'Amount'>;
/** Price of one unit, in 10^-4 of the major unit: 19900 is 1.99. */
export type UnitPrice = Branded<'UnitPrice'>;
/** Pieces or weight, in 10^-3 of the unit: 1500 is 1.5 kg. */
export type Quantity = Branded<'Quantity'>;
/** A fraction in 10^-6: 180000 is 18 %. */
export type Rate = Branded<'Rate'>;

export const UNIT_PRICE_SCALE = 4;
export const QUANTITY_SCALE = 3;
export const RATE_SCALE = 6;

export const amount = (minorUnits: number): Amount => safe(minorUnits) as Amount;
export const unitPrice = (tenThousandths: number): UnitPrice => safe(tenThousandths) as UnitPrice;
export const quantity = (thousandths: number): Quantity => safe(thousandths) as Quantity;
export const rate = (millionths: number): Rate => safe(millionths) as Rate;

export const ZERO = 0 as Amount;
export const ONE = 1000 as Quantity;

export const parseUnitPrice = (text: string): UnitPrice => unitPrice(parseScaled(text, UNIT_PRICE_SCALE));
export const parseQuantity = (text: string): Quantity => quantity(parseScaled(text, QUANTITY_SCALE));
export const parseRate = (text: string): Rate => rate(parseScaled(text, RATE_SCALE));
export const parseAmount = (text: string, minorDigits: number): Amount => amount(parseScaled(text, minorDigits));

export const formatUnitPrice = (value: UnitPrice, minorDigits = 0): string => formatScaled(value, UNIT_PRICE_SCALE, minorDigits);
export const formatQuantity = (value: Quantity): string => formatScaled(value, QUANTITY_SCALE);
export const formatRate = (value: Rate): string => formatScaled(value, RATE_SCALE);
/** Always with all minor digits: `12.30`. */
export const formatAmount = (value: Amount, minorDigits: number): string => formatScaled(value, minorDigits, minorDigits);

export function add(...parts: readonly Amount[]): Amount {
  let total = 0;
  for (const part of parts) total += part;
  return amount(total);
}

export const subtract = (from: Amount, what: Amount): Amount => amount(from - what);
export const negate = (value: Amount): Amount => amount(-value);

/** What a quantity costs: the line's amount, rounded once to minor units. */
export function extend(price: UnitPrice, count: Quantity, minorDigits: number, mode: RoundingMode = 'half-away-from-zero'): Amount {
  const exact = BigInt(price) * BigInt(count);
  const scale = UNIT_PRICE_SCALE + QUANTITY_SCALE - minorDigits;
  return amount(toSafeNumber(divideRounded(exact, 10n ** BigInt(scale), mode)));
}

/** A part of an amount: `fraction(amount(1000), parseRate('0.18'), mode)` is 180. */
export function fraction(of: Amount, part: Rate, mode: RoundingMode): Amount {
  return amount(scaleRounded(of, part, 1_000_000, mode));
}
