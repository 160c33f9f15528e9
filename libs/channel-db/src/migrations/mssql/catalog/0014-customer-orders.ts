import type { Migration } from '@app/database';

/** How channels take customer orders, and what extra amounts are called and taxed as. */
export const catalog0014: Migration = {
  name: '0014-customer-orders',
  statements: [
    `ALTER TABLE [catalog].[channel] ADD
  [order_deposit_rate] bigint NULL, [delivery_charge_code_id] nvarchar(40) COLLATE Latin1_General_BIN2 NULL,
  [cancellation_charge_code_id] nvarchar(40) COLLATE Latin1_General_BIN2 NULL, [cancellation_rate] bigint NULL`,
    `CREATE TABLE [catalog].[charge_code] (
  [legal_entity_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL, [charge_code_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [name] nvarchar(200) NOT NULL, [item_tax_group_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  CONSTRAINT pk_catalog_charge_code PRIMARY KEY ([legal_entity_id], [charge_code_id])
)`,
  ],
};
