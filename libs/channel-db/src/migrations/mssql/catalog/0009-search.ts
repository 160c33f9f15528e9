import type { Migration } from '@app/database';

/** The search index. It is made of products and barcodes by the box itself, at first of all of them. */
export const catalog0009: Migration = {
  name: '0009-search',
  statements: [
    `CREATE TABLE [catalog].[search_state] (
  [id] bigint NOT NULL, [catalog_version] bigint NOT NULL, [last_number] bigint NOT NULL,
  CONSTRAINT pk_catalog_search_state PRIMARY KEY ([id])
)`,
    `INSERT INTO [catalog].[search_state] ([id], [catalog_version], [last_number]) VALUES (1, 0, 0)`,
    `CREATE TABLE [catalog].[search_product] (
  [legal_entity_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL, [product_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [number] bigint NOT NULL, [name] nvarchar(200) NOT NULL,
  [category_id] nvarchar(40) COLLATE Latin1_General_BIN2 NULL, [is_weighed] bit NOT NULL,
  CONSTRAINT pk_catalog_search_product PRIMARY KEY ([legal_entity_id], [product_id])
)`,
    `CREATE UNIQUE INDEX ix_catalog_search_product_number ON [catalog].[search_product] ([number])`,
    `CREATE TABLE [catalog].[search_word] (
  [word_id] bigint NOT NULL, [legal_entity_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [word] nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL, [opening] nvarchar(4) COLLATE Latin1_General_BIN2 NOT NULL,
  [product_count] bigint NOT NULL,
  CONSTRAINT pk_catalog_search_word PRIMARY KEY ([word_id])
)`,
    `CREATE UNIQUE INDEX ix_catalog_search_word_word ON [catalog].[search_word] ([legal_entity_id], [word])`,
    `CREATE INDEX ix_catalog_search_word_opening ON [catalog].[search_word] ([legal_entity_id], [opening], [product_count], [word_id])`,
    `CREATE TABLE [catalog].[search_posting] (
  [word_id] bigint NOT NULL, [block] bigint NOT NULL, [numbers] nvarchar(max) NOT NULL,
  CONSTRAINT pk_catalog_search_posting PRIMARY KEY ([word_id], [block])
)`,
    `CREATE TABLE [catalog].[search_spelling] (
  [legal_entity_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL, [form] nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
  [word_id] bigint NOT NULL,
  CONSTRAINT pk_catalog_search_spelling PRIMARY KEY ([legal_entity_id], [form], [word_id])
)`,
    `CREATE TABLE [catalog].[search_barcode] (
  [legal_entity_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL, [barcode] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [ending] nvarchar(8) COLLATE Latin1_General_BIN2 NOT NULL,
  CONSTRAINT pk_catalog_search_barcode PRIMARY KEY ([legal_entity_id], [barcode])
)`,
    `CREATE INDEX ix_catalog_search_barcode_ending ON [catalog].[search_barcode] ([legal_entity_id], [ending], [barcode])`,
  ],
};
