import type { ScannedData } from '@app/channel-db';
import { formatAmount, formatQuantity, amount, quantity, QUANTITY_SCALE } from '@app/kernel';
import { viewOf, type PriceMoment } from '../product-view';
import type { ScaledValue } from './gs1';
import type { ScanAnswer } from './scan-answer';

/** A weight or a price that the code itself carries. */
export type Carried = { readonly carries: 'weight' | 'price' } & ScaledValue;

/** The answer for an article; undefined when no product carries the barcode. */
export function articleAnswer({ row, rules }: ScannedData, moment: PriceMoment, carried: Carried | null): ScanAnswer | undefined {
  if (!row?.barcode) return undefined;
  const { barcode } = row;
  const { catalogVersion } = rules;
  const product = viewOf(row, rules, moment);
  if (product.isBlocked) return { kind: 'blocked', product, catalogVersion };
  const scaled = carried && rescaled(carried, carried.carries === 'weight' ? QUANTITY_SCALE : rules.currency.minorDigits);
  if (!carried || scaled === null || scaled === undefined) {
    const { unitId, quantity: count } = barcode;
    return { kind: 'product', product, barcode: { barcode: barcode.barcode, unitId, quantity: formatQuantity(count) }, catalogVersion };
  }
  if (carried.carries === 'weight') return { kind: 'weight-label', product, weight: formatQuantity(quantity(scaled)), catalogVersion };
  const { code, minorDigits } = rules.currency;
  return { kind: 'price-label', product, amount: formatAmount(amount(scaled), minorDigits), currency: code, catalogVersion };
}

/** The value at another number of decimals; undefined when digits would be lost. */
function rescaled({ value, decimals }: ScaledValue, wanted: number): number | undefined {
  const shift = wanted - decimals;
  if (shift >= 0) return value * 10 ** shift;
  const divisor = 10 ** -shift;
  return value % divisor === 0 ? value / divisor : undefined;
}
