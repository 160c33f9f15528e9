import type { PriceAdjustment } from '@app/commerce';
import type { priceAdjustmentEntity, RowOf } from '@app/protocol';

export type PriceAdjustmentRow = RowOf<typeof priceAdjustmentEntity>;

/** Undefined for a row that states no change: it lowers nothing. */
export function adjustmentOf({ partOff, amountOff, unitPrice, ...row }: PriceAdjustmentRow): PriceAdjustment | undefined {
  if (partOff !== undefined) return { ...row, change: { kind: 'percent', part: partOff } };
  if (amountOff !== undefined) return { ...row, change: { kind: 'amount', amount: amountOff } };
  return unitPrice === undefined ? undefined : { ...row, change: { kind: 'price', unitPrice } };
}
