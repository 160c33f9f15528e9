import type { Migration } from '@app/database';

/** For whom prices and offers are. */
export const catalog0004: Migration = {
  name: '0004-price-groups',
  statements: [
    `CREATE TABLE [catalog].[price_group] (
  [legal_entity_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [price_group_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL, [name] nvarchar(200) NOT NULL, [priority] bigint NOT NULL,
  CONSTRAINT pk_catalog_price_group PRIMARY KEY ([legal_entity_id], [price_group_id])
)`,
    `CREATE TABLE [catalog].[price_group_member] (
  [legal_entity_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [price_group_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [member_kind] nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL, [member_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  CONSTRAINT pk_catalog_price_group_member PRIMARY KEY ([legal_entity_id], [price_group_id], [member_kind], [member_id])
)`,
  ],
};
