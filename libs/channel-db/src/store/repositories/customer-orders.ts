import { columnsOf, type Reader, type RowOf, type Tx } from '@app/database';
import { amount, quantity, type Amount, type Instant, type Quantity } from '@app/kernel';
import { customerOrderLineTable, customerOrderTable } from '../tables/customer-orders';

type Row = RowOf<typeof customerOrderTable>;

/** A customer order as it stands; what was agreed for its lines is in the record that placed it. */
export interface StoredOrder {
  readonly orderId: string;
  readonly channelId: string;
  readonly receiptNumber: string;
  readonly customerName: string;
  readonly placedAt: Instant;
  readonly currency: string;
  readonly gross: Amount;
  readonly depositLeft: Amount;
  readonly revision: number;
  readonly isOpen: boolean;
}

const COLUMNS = columnsOf(customerOrderTable);

export async function findOrder(reader: Reader, orderId: string): Promise<StoredOrder | undefined> {
  const row = await reader.first<Row>(`SELECT ${COLUMNS} FROM {customer_order} WHERE order_id = ?`, [orderId]);
  return row && orderOf(row);
}

/** Orders of a store of which something waits, the oldest first, after the one at which a page ended. */
export async function openOrdersOf(
  reader: Reader,
  channelId: string,
  { limit, after }: { readonly limit: number; readonly after: Pick<StoredOrder, 'placedAt' | 'orderId'> | null },
): Promise<StoredOrder[]> {
  const further = after ? ' AND (placed_at > ? OR (placed_at = ? AND order_id > ?))' : '';
  const rows = await reader.page<Row>(
    `SELECT ${COLUMNS} FROM {customer_order} WHERE channel_id = ? AND is_open = 1${further} ORDER BY placed_at, order_id`,
    [channelId, ...(after ? [after.placedAt, after.placedAt, after.orderId] : [])],
    limit,
  );
  return rows.map(orderOf);
}

/** By line id, how much was handed over or cancelled. */
export async function settledQuantities(reader: Reader, orderId: string): Promise<ReadonlyMap<string, Quantity>> {
  const rows = await reader.query<RowOf<typeof customerOrderLineTable>>(
    `SELECT ${columnsOf(customerOrderLineTable)} FROM {customer_order_line} WHERE order_id = ? ORDER BY line_id`,
    [orderId],
  );
  return new Map(rows.map((row) => [row.line_id, quantity(row.handed_over + row.cancelled)]));
}

/** Takes the order for what is about to be recorded. False when somebody was quicker: then it has to be looked at again. */
export async function claimOrder(tx: Tx, orderId: string, revision: number): Promise<boolean> {
  const sql = 'UPDATE {customer_order} SET revision = revision + 1 WHERE order_id = ? AND revision = ? AND is_open = 1';
  return (await tx.run(sql, [orderId, revision])).changes === 1;
}

function orderOf(row: Row): StoredOrder {
  return {
    orderId: row.order_id, channelId: row.channel_id, receiptNumber: row.receipt_number, customerName: row.customer_name,
    placedAt: row.placed_at, currency: row.currency, gross: amount(row.gross), depositLeft: amount(row.deposit_left), revision: row.revision,
    isOpen: row.is_open === 1,
  }; // prettier-ignore
}
