import type { Migration } from '@app/database';

/** Prices for customers, price groups and quantities, and what a product costs without any. */
export const catalog0007: Migration = {
  name: '0007-trade-agreements',
  statements: [
    `ALTER TABLE [catalog].[product] ADD [base_price] bigint NULL`,
    `ALTER TABLE [catalog].[price] ADD
  [price_unit] bigint NULL, [customer_id] nvarchar(40) COLLATE Latin1_General_BIN2 NULL, [price_group_id] nvarchar(40) COLLATE Latin1_General_BIN2 NULL,
  [minimum_quantity] bigint NULL, [ends_search] bit NULL`,
  ],
};
