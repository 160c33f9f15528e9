import { insertRows, type RowOf, type Tx } from '@app/database';
import { currencyOf, DomainError, invariant, parseAmount, parseQuantity } from '@app/kernel';
import type { RecordBody, RecordHeader } from '@app/protocol';
import { customerOrderLineTable, customerOrderTable } from '../../tables/customer-orders';
import type { Origin, WireRecord } from './wire-record';

type Body = RecordBody<'sale'>;
type Placed = Extract<NonNullable<Body['order']>, { kind: 'placed' }>;
type OrderRow = RowOf<typeof customerOrderTable>;

/** What a sale does to a customer order. Capsules come in any order: goods may be handed over of an order that is not here yet. */
export async function projectCustomerOrder(tx: Tx, { header, body }: WireRecord<'sale'>, origin: Origin): Promise<void> {
  const { order } = body;
  if (!order) return;
  if (order.kind === 'placed') return place(tx, header, body, order);
  const { orderId } = order;
  for (const line of body.lines) {
    if (line.orderOf && !line.isVoided) await move(tx, 'handed_over', line.orderOf, parseQuantity(line.quantity), origin);
  }
  for (const { lineId, quantity } of order.cancelled) await move(tx, 'cancelled', { orderId, lineId }, parseQuantity(quantity), origin);
  await useDeposit(tx, header, body, order.deposit, orderId, origin);
  await closeWhenDone(tx, orderId);
}

async function place(tx: Tx, header: RecordHeader, body: Body, order: Placed): Promise<void> {
  const orderId = header.recordId;
  const row = orderRow(header, body, order);
  const { customer_name: name, placed_at: at, gross, receipt_number: receipt, deposit_left: deposit } = row;
  const { changes } = await tx.run(
    'UPDATE {customer_order} SET receipt_number = ?, customer_name = ?, placed_at = ?, gross = ?, deposit_left = deposit_left + ? WHERE order_id = ?',
    [receipt, name, at, gross, deposit, orderId],
  );
  if (changes === 0) await insertRows(tx, customerOrderTable, [row]);
  for (const { lineId, quantity } of order.lines) {
    const ordered = parseQuantity(quantity);
    const known = await tx.run('UPDATE {customer_order_line} SET quantity = ? WHERE order_id = ? AND line_id = ?', [
      ordered,
      orderId,
      lineId,
    ]);
    if (known.changes === 0) await insertLine(tx, { orderId, lineId }, { quantity: ordered, handed_over: 0, cancelled: 0 });
  }
  if (changes > 0) await closeWhenDone(tx, orderId);
}

function orderRow(header: RecordHeader, body: Body, { customerName, deposit, gross }: Placed): OrderRow {
  const { recordId, channelId, at } = header;
  invariant(channelId, 'an order belongs to a channel');
  const money = moneyOf(body);
  return {
    order_id: recordId, channel_id: channelId, receipt_number: body.receiptNumber, customer_name: customerName, placed_at: at,
    currency: body.currency, gross: money(gross), deposit_left: money(deposit), revision: 1, is_open: 1,
  }; // prettier-ignore
}

interface LineName {
  readonly orderId: string;
  readonly lineId: string;
}

/** No more is handed over or cancelled than waits. */
async function move(tx: Tx, column: 'handed_over' | 'cancelled', name: LineName, count: number, origin: Origin): Promise<void> {
  const { orderId, lineId } = name;
  const within = origin === 'here' ? ' AND handed_over + cancelled + ? <= quantity' : '';
  const { changes } = await tx.run(
    `UPDATE {customer_order_line} SET ${column} = ${column} + ? WHERE order_id = ? AND line_id = ?${within}`,
    [count, orderId, lineId, ...(within ? [count] : [])],
  );
  if (changes > 0) return;
  if (origin === 'here') throw new DomainError('order.changed', 'something of the order was handed over meanwhile', { orderId });
  await insertLine(tx, name, { quantity: 0, handed_over: 0, cancelled: 0, [column]: count });
}

async function useDeposit(tx: Tx, header: RecordHeader, body: Body, used: string, orderId: string, origin: Origin): Promise<void> {
  const deposit = moneyOf(body)(used);
  // What is decided here took the order before it was recorded.
  const claimed = origin === 'here' ? 0 : 1;
  const { changes } = await tx.run(
    'UPDATE {customer_order} SET deposit_left = deposit_left - ?, revision = revision + ? WHERE order_id = ?',
    [deposit, claimed, orderId],
  );
  if (changes > 0 || origin === 'here') return;
  const { channelId, at } = header;
  invariant(channelId, 'an order belongs to a channel');
  const unknown = { receipt_number: '', customer_name: '', gross: 0, revision: 2, is_open: 1 } as const;
  await insertRows(tx, customerOrderTable, [
    { ...unknown, order_id: orderId, channel_id: channelId, placed_at: at, currency: body.currency, deposit_left: -deposit },
  ]);
}

/** An order is open while something of it waits. */
async function closeWhenDone(tx: Tx, orderId: string): Promise<void> {
  await tx.run(
    'UPDATE {customer_order} SET is_open = CASE WHEN EXISTS (SELECT 1 AS one FROM {customer_order_line} AS l ' +
      'WHERE l.order_id = ? AND l.quantity > l.handed_over + l.cancelled) THEN 1 ELSE 0 END WHERE order_id = ?',
    [orderId, orderId],
  );
}

async function insertLine(
  tx: Tx,
  { orderId, lineId }: LineName,
  counts: Pick<RowOf<typeof customerOrderLineTable>, 'quantity' | 'handed_over' | 'cancelled'>,
): Promise<void> {
  await insertRows(tx, customerOrderLineTable, [{ order_id: orderId, line_id: lineId, ...counts }]);
}

function moneyOf({ currency }: Body): (text: string) => number {
  const { minorDigits } = currencyOf(currency);
  return (text) => parseAmount(text, minorDigits);
}
