import { columnsOf, marks, type Reader, type RowOf } from '@app/database';
import { amount, quantity, type Amount, type Instant, type Quantity } from '@app/kernel';
import { saleLineTable, saleTable } from '../tables/sales';

type SaleRow = RowOf<typeof saleTable>;
type LineRow = RowOf<typeof saleLineTable>;

/** A sale as it is looked up; what was sold in full stands in the record's bytes. */
export interface StoredSale {
  readonly transactionId: string;
  readonly legalEntityId: string;
  readonly channelId: string;
  readonly registerId: string;
  readonly mode: 'live' | 'training';
  readonly receiptNumber: string;
  readonly at: Instant;
  readonly businessDate: string;
  readonly shiftId: string | null;
  readonly staffId: string | null;
  readonly currency: string;
  readonly gross: Amount;
  readonly lineCount: number;
}

const SALE_COLUMNS = columnsOf(saleTable);

export async function findSale(reader: Reader, transactionId: string): Promise<StoredSale | undefined> {
  const row = await reader.first<SaleRow>(`SELECT ${SALE_COLUMNS} FROM {sale} WHERE transaction_id = ?`, [transactionId]);
  return row && saleOf(row);
}

/** Receipt numbers are unique in a register's series, and a mask may leave the register out: the latest comes first. */
export async function findSalesByReceipt(reader: Reader, channelId: string, receiptNumber: string): Promise<StoredSale[]> {
  const rows = await reader.page<SaleRow>(
    `SELECT ${SALE_COLUMNS} FROM {sale} WHERE channel_id = ? AND receipt_number = ? ORDER BY at DESC, transaction_id DESC`,
    [channelId, receiptNumber],
    10,
  );
  return rows.map(saleOf);
}

/** Where a page ended: the next one goes on behind it. */
export interface SaleCursor {
  readonly at: Instant;
  readonly transactionId: string;
}

/** Sales of a channel, latest first. */
export async function pageOfSales(reader: Reader, channelId: string, after: SaleCursor | undefined, limit: number): Promise<StoredSale[]> {
  const from = after ? ' AND (at < ? OR (at = ? AND transaction_id < ?))' : '';
  const rows = await reader.page<SaleRow>(
    `SELECT ${SALE_COLUMNS} FROM {sale} WHERE channel_id = ?${from} ORDER BY at DESC, transaction_id DESC`,
    [channelId, ...(after ? [after.at, after.at, after.transactionId] : [])],
    limit,
  );
  return rows.map(saleOf);
}

/** A line as a return needs it. */
export interface SoldLine {
  readonly transactionId: string;
  readonly lineId: string;
  readonly isVoided: boolean;
  readonly quantity: Quantity;
  readonly returnedQuantity: Quantity;
}

/** What was sold and what of it already came back. */
export async function soldLinesOf(reader: Reader, transactionIds: readonly string[]): Promise<SoldLine[]> {
  if (transactionIds.length === 0) return [];
  const rows = await reader.query<LineRow>(
    'SELECT transaction_id, line_id, is_voided, quantity, returned_quantity FROM {sale_line} ' +
      `WHERE transaction_id IN (${marks(transactionIds.length)}) ORDER BY transaction_id, line_number, line_id`,
    transactionIds,
  );
  return rows.map((row) => ({
    transactionId: row.transaction_id,
    lineId: row.line_id,
    isVoided: row.is_voided === 1,
    quantity: quantity(row.quantity),
    returnedQuantity: quantity(row.returned_quantity),
  }));
}

/** Live sales from a moment until before another, over every channel that has a device. */
export async function countSales(reader: Reader, from: Instant, until: Instant): Promise<number> {
  const row = await reader.first<{ sales: number }>(
    "SELECT COUNT(*) AS sales FROM {sale} WHERE channel_id IN (SELECT channel_id FROM {device}) AND at >= ? AND at < ? AND mode = 'live'",
    [from, until],
  );
  return row?.sales ?? 0;
}

function saleOf(row: SaleRow): StoredSale {
  return {
    transactionId: row.transaction_id,
    legalEntityId: row.legal_entity_id,
    channelId: row.channel_id,
    registerId: row.register_id,
    mode: row.mode,
    receiptNumber: row.receipt_number,
    at: row.at,
    businessDate: row.business_date,
    shiftId: row.shift_id,
    staffId: row.staff_id,
    currency: row.currency,
    gross: amount(row.gross),
    lineCount: row.line_count,
  };
}
