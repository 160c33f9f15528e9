import type { Migration } from '@app/database';

/** Customer orders: what of each line waits, and what of the deposit is left. */
export const store0016: Migration = {
  name: '0016-customer-orders',
  statements: [
    `CREATE TABLE customer_order (
      order_id TEXT NOT NULL PRIMARY KEY,
      channel_id TEXT NOT NULL,
      receipt_number TEXT NOT NULL,
      customer_name TEXT NOT NULL,
      placed_at INTEGER NOT NULL,
      currency TEXT NOT NULL,
      gross INTEGER NOT NULL,
      deposit_left INTEGER NOT NULL,
      revision INTEGER NOT NULL,
      is_open INTEGER NOT NULL
    ) WITHOUT ROWID`,
    `CREATE INDEX ix_customer_order_open ON customer_order (channel_id, placed_at, order_id) WHERE is_open = 1`,
    `CREATE TABLE customer_order_line (
      order_id TEXT NOT NULL,
      line_id TEXT NOT NULL,
      quantity INTEGER NOT NULL,
      handed_over INTEGER NOT NULL,
      cancelled INTEGER NOT NULL,
      PRIMARY KEY (order_id, line_id)
    ) WITHOUT ROWID`,
  ],
};
