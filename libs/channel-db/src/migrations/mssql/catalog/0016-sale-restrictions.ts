import type { Migration } from '@app/database';

/** Hours in which goods may not be sold. */
export const catalog0016: Migration = {
  name: '0016-sale-restrictions',
  statements: [
    `CREATE TABLE [catalog].[sale_restriction] (
  [legal_entity_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL, [sale_restriction_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [name] nvarchar(200) NOT NULL, [subject_kind] nvarchar(20) NOT NULL, [subject_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [only_channel_id] nvarchar(40) COLLATE Latin1_General_BIN2 NULL, [hours] nvarchar(max) NOT NULL,
  CONSTRAINT pk_catalog_sale_restriction PRIMARY KEY ([legal_entity_id], [sale_restriction_id])
)`,
  ],
};
