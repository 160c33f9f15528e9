import { QUANTITY_SCALE, UNIT_PRICE_SCALE, type Quantity, type UnitPrice } from '@app/kernel';

/** Bounds that keep every sum of a cart an exact number, far above any real basket. */
export const MAXIMUM_LINES = 1_000;
export const MAXIMUM_COUPONS = 20;
/** 100,000 pieces or kilograms. */
export const MAXIMUM_QUANTITY = 100_000_000;
/** Minor units of one line. */
const MAXIMUM_LINE_AMOUNT = 1_000_000_000_000n;

export function amountIsTooLarge(price: UnitPrice, count: Quantity, minorDigits: number): boolean {
  const exact = BigInt(price) * BigInt(Math.abs(count));
  return exact > MAXIMUM_LINE_AMOUNT * 10n ** BigInt(UNIT_PRICE_SCALE + QUANTITY_SCALE - minorDigits);
}

/** Whether a unit may be counted so finely: no halves of a piece. Decimals beyond the unit's are not there. */
export function quantityFits(count: Quantity, unitDecimals: number): boolean {
  const step = 10 ** Math.max(0, QUANTITY_SCALE - unitDecimals);
  return count > 0 && count <= MAXIMUM_QUANTITY && count % step === 0;
}
