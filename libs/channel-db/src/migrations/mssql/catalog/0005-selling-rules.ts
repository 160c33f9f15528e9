import type { Migration } from '@app/database';

/** What a store allows in returns, suspended baskets, change and foreign money. Null is the way it was before there was a rule. */
export const catalog0005: Migration = {
  name: '0005-selling-rules',
  statements: [
    `ALTER TABLE [catalog].[channel] ADD
  [blind_return_days] bigint NULL, [prohibits_mixed_baskets] bit NULL, [refunds_may_be_overridden] bit NULL,
  [suspended_hours] bigint NULL, [voids_suspended_at_close] bit NULL`,
    `ALTER TABLE [catalog].[tender_type] ADD
  [above_minimum_tender_type_id] nvarchar(40) COLLATE Latin1_General_BIN2 NULL, [minimum_change_amount] nvarchar(24) NULL,
  [maximum_undertender] nvarchar(24) NULL, [currency] nvarchar(3) NULL, [allows_blind_return] bit NULL`,
    `ALTER TABLE [catalog].[permission_group] ADD [maximum_line_return] nvarchar(24) NULL, [maximum_return] nvarchar(24) NULL`,
    `CREATE TABLE [catalog].[refund_tender] (
  [channel_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [tender_type_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [refund_tender_type_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  CONSTRAINT pk_catalog_refund_tender PRIMARY KEY ([channel_id], [tender_type_id], [refund_tender_type_id])
)`,
    `CREATE TABLE [catalog].[exchange_rate] (
  [legal_entity_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [currency_code] nvarchar(3) COLLATE Latin1_General_BIN2 NOT NULL,
  [valid_from] nvarchar(10) COLLATE Latin1_General_BIN2 NOT NULL, [units] bigint NOT NULL, [rate] bigint NOT NULL,
  CONSTRAINT pk_catalog_exchange_rate PRIMARY KEY ([legal_entity_id], [currency_code], [valid_from])
)`,
  ],
};
