import type { Migration } from '@app/database';

/** What comes with goods, and how they are weighed. Null is the way it was before there was a rule. */
export const catalog0013: Migration = {
  name: '0013-goods',
  statements: [
    `ALTER TABLE [catalog].[product] ADD [is_deposit] bit NULL, [tare] bigint NULL, [minimum_weight] bigint NULL`,
    `CREATE TABLE [catalog].[product_link] (
  [legal_entity_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [product_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL, [unit_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [linked_product_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL, [quantity] bigint NOT NULL,
  CONSTRAINT pk_catalog_product_link PRIMARY KEY ([legal_entity_id], [product_id], [unit_id], [linked_product_id])
)`,
  ],
};
