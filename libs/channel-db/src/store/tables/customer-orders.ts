import {
  amountColumn,
  codeColumn,
  defineTable,
  flagColumn,
  idColumn,
  instantColumn,
  integerColumn,
  keyColumn,
  textColumn,
} from '@app/database';

/** Goods that wait to be picked up or shipped. A projection of the sales that placed, handed over and cancelled. */
export const customerOrderTable = defineTable(
  'customer_order',
  {
    /** The transaction that placed it. */
    order_id: idColumn(),
    channel_id: keyColumn(),
    receipt_number: codeColumn(60),
    customer_name: textColumn(200),
    placed_at: instantColumn(),
    currency: codeColumn(3),
    gross: amountColumn(),
    /** Paid and neither used nor given back. */
    deposit_left: amountColumn(),
    /** Grows with every hand-over and cancellation that is about to be recorded: of two at once, one wins. */
    revision: integerColumn(),
    is_open: flagColumn(),
  },
  {
    key: ['order_id'],
    indexes: [{ name: 'ix_customer_order_open', columns: ['channel_id', 'placed_at', 'order_id'], where: 'is_open = 1' }],
  },
);

/** Thousandths of each line: ordered, handed over, cancelled. */
export const customerOrderLineTable = defineTable(
  'customer_order_line',
  { order_id: idColumn(), line_id: idColumn(), quantity: integerColumn(), handed_over: integerColumn(), cancelled: integerColumn() },
  { key: ['order_id', 'line_id'] },
);
