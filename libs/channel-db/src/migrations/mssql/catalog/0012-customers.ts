import type { Migration } from '@app/database';

/** Customers and their loyalty cards. */
export const catalog0012: Migration = {
  name: '0012-customers',
  statements: [
    `CREATE TABLE [catalog].[customer] (
  [legal_entity_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [customer_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL, [name] nvarchar(200) NOT NULL,
  [phone] nvarchar(20) COLLATE Latin1_General_BIN2 NULL, [is_blocked] bit NOT NULL,
  [tax_group_id] nvarchar(40) COLLATE Latin1_General_BIN2 NULL, [exempt_tax_code_ids] nvarchar(max) NOT NULL,
  [price_group_id] nvarchar(40) COLLATE Latin1_General_BIN2 NULL, [affiliation_ids] nvarchar(max) NOT NULL,
  CONSTRAINT pk_catalog_customer PRIMARY KEY ([legal_entity_id], [customer_id])
)`,
    `CREATE INDEX ix_catalog_customer_phone ON [catalog].[customer] ([legal_entity_id], [phone])`,
    `CREATE TABLE [catalog].[loyalty_card] (
  [legal_entity_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [card_number] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [customer_id] nvarchar(40) COLLATE Latin1_General_BIN2 NULL,
  [loyalty_tier_id] nvarchar(40) COLLATE Latin1_General_BIN2 NULL, [is_blocked] bit NOT NULL,
  CONSTRAINT pk_catalog_loyalty_card PRIMARY KEY ([legal_entity_id], [card_number])
)`,
  ],
};
