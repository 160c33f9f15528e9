import type { Migration } from '@app/database';

/** Customer orders: what of each line waits, and what of the deposit is left. */
export const store0016: Migration = {
  name: '0016-customer-orders',
  statements: [
    `CREATE TABLE [store].[customer_order] (
      order_id nvarchar(36) COLLATE Latin1_General_BIN2 NOT NULL,
      channel_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      receipt_number nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
      customer_name nvarchar(200) NOT NULL,
      placed_at bigint NOT NULL,
      currency nvarchar(3) COLLATE Latin1_General_BIN2 NOT NULL,
      gross bigint NOT NULL,
      deposit_left bigint NOT NULL,
      revision bigint NOT NULL,
      is_open tinyint NOT NULL,
      CONSTRAINT pk_store_customer_order PRIMARY KEY (order_id)
    )`,
    `CREATE INDEX ix_customer_order_open ON [store].[customer_order] (channel_id, placed_at, order_id) WHERE is_open = 1`,
    `CREATE TABLE [store].[customer_order_line] (
      order_id nvarchar(36) COLLATE Latin1_General_BIN2 NOT NULL,
      line_id nvarchar(36) COLLATE Latin1_General_BIN2 NOT NULL,
      quantity bigint NOT NULL,
      handed_over bigint NOT NULL,
      cancelled bigint NOT NULL,
      CONSTRAINT pk_store_customer_order_line PRIMARY KEY (order_id, line_id)
    )`,
  ],
};
