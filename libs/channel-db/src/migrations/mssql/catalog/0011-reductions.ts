import type { Migration } from '@app/database';

/** What a person may take off, prices a person sets, what lowers agreed prices, and how offers compete. Null is as it was before. */
export const catalog0011: Migration = {
  name: '0011-reductions',
  statements: [
    `ALTER TABLE [catalog].[channel] ADD [discount_control] nvarchar(20) NULL, [asks_why] bit NULL`,
    `ALTER TABLE [catalog].[product] ADD [is_price_fixed] bit NULL`,
    `ALTER TABLE [catalog].[permission_group] ADD
  [maximum_line_discount_amount] nvarchar(24) NULL, [maximum_total_discount] bigint NULL,
  [maximum_total_discount_amount] nvarchar(24) NULL, [price_override] nvarchar(20) NULL`,
    `CREATE TABLE [catalog].[price_adjustment] (
  [channel_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [price_adjustment_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [legal_entity_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [price_group_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [product_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [unit_id] nvarchar(40) COLLATE Latin1_General_BIN2 NULL, [part_off] bigint NULL, [amount_off] bigint NULL,
  [unit_price] bigint NULL, [valid_from] nvarchar(10) NOT NULL, [valid_from_time] nvarchar(5) NULL,
  [valid_to] nvarchar(10) NOT NULL, [valid_to_time] nvarchar(5) NULL,
  CONSTRAINT pk_catalog_price_adjustment PRIMARY KEY ([channel_id], [price_adjustment_id])
)`,
    `CREATE INDEX ix_catalog_price_adjustment_product ON [catalog].[price_adjustment] ([channel_id], [product_id])`,
  ],
};
