import type { Reader } from '@app/database';
import { add, currencyOf, parseAmount, ZERO, type Amount } from '@app/kernel';
import { LIVE_IN_SHIFT } from './shift-figures';

/** Foreign money a shift took in one tender type, in its own currency. */
export interface ForeignTaken {
  readonly currency: string;
  readonly amount: Amount;
}

interface Payment {
  readonly tenderTypeId: string;
  readonly foreign?: { readonly currency: string; readonly amount: string };
}

/** By tender type. What was handed over stands in the bytes alone: reports are rare, and so is foreign money. */
export async function foreignTaken(
  reader: Reader,
  shiftId: string,
  tenderTypeIds: readonly string[],
): Promise<ReadonlyMap<string, ForeignTaken>> {
  const taken = new Map<string, ForeignTaken>();
  if (tenderTypeIds.length === 0) return taken;
  const rows = await reader.query<{ record_id: string; bytes: string }>(
    'SELECT r.record_id AS record_id, r.bytes AS bytes FROM {sale_tender} AS t INNER JOIN {sale} AS s ON s.transaction_id = t.transaction_id ' +
      `${LIVE_IN_SHIFT} AND t.tender_type_id IN (${tenderTypeIds.map(() => '?').join(', ')}) ORDER BY r.record_id`,
    [shiftId, ...tenderTypeIds],
  );
  for (const bytes of new Map(rows.map((row) => [row.record_id, row.bytes])).values()) {
    for (const { tenderTypeId, foreign } of (JSON.parse(bytes) as { body: { tenders: readonly Payment[] } }).body.tenders) {
      if (!foreign || !tenderTypeIds.includes(tenderTypeId)) continue;
      const { currency } = foreign;
      const before = taken.get(tenderTypeId)?.amount ?? ZERO;
      taken.set(tenderTypeId, { currency, amount: add(before, parseAmount(foreign.amount, currencyOf(currency).minorDigits)) });
    }
  }
  return taken;
}
