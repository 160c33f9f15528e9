import type { Migration } from '@app/database';

/** One table per entity of the protocol, and the catalog's own state. Plain SQL, never changed after a release. */
export const catalog0001: Migration = {
  name: '0001-catalog',
  statements: [
    `CREATE TABLE [catalog].[currency] (
  [currency_code] nvarchar(3) COLLATE Latin1_General_BIN2 NOT NULL, [minor_digits] bigint NOT NULL,
  CONSTRAINT pk_catalog_currency PRIMARY KEY ([currency_code])
)`,
    `CREATE TABLE [catalog].[unit_of_measure] (
  [unit_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL, [name] nvarchar(200) NOT NULL, [decimals] bigint NOT NULL,
  CONSTRAINT pk_catalog_unit_of_measure PRIMARY KEY ([unit_id])
)`,
    `CREATE TABLE [catalog].[legal_entity] (
  [legal_entity_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL, [name] nvarchar(200) NOT NULL,
  [registration_number] nvarchar(200) NOT NULL, [currency] nvarchar(3) NOT NULL,
  CONSTRAINT pk_catalog_legal_entity PRIMARY KEY ([legal_entity_id])
)`,
    `CREATE TABLE [catalog].[channel] (
  [channel_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [legal_entity_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL, [name] nvarchar(200) NOT NULL,
  [address] nvarchar(200) NOT NULL, [currency] nvarchar(3) NOT NULL, [time_zone] nvarchar(60) NOT NULL,
  [day_cut_off_minutes] bigint NOT NULL, [prices_include_tax] bit NOT NULL,
  [tax_group_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL, [locale] nvarchar(35) NOT NULL,
  [receipt_header] nvarchar(400) NOT NULL, [receipt_footer] nvarchar(400) NOT NULL,
  CONSTRAINT pk_catalog_channel PRIMARY KEY ([channel_id])
)`,
    `CREATE TABLE [catalog].[tax_code] (
  [legal_entity_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [tax_code_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL, [name] nvarchar(200) NOT NULL, [rate] bigint NOT NULL,
  [valid_from] nvarchar(10) COLLATE Latin1_General_BIN2 NOT NULL, [valid_to] nvarchar(10) NOT NULL,
  CONSTRAINT pk_catalog_tax_code PRIMARY KEY ([legal_entity_id], [tax_code_id], [valid_from])
)`,
    `CREATE TABLE [catalog].[tax_group_code] (
  [legal_entity_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [tax_group_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [tax_code_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  CONSTRAINT pk_catalog_tax_group_code PRIMARY KEY ([legal_entity_id], [tax_group_id], [tax_code_id])
)`,
    `CREATE TABLE [catalog].[item_tax_group_code] (
  [legal_entity_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [item_tax_group_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [tax_code_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  CONSTRAINT pk_catalog_item_tax_group_code PRIMARY KEY ([legal_entity_id], [item_tax_group_id], [tax_code_id])
)`,
    `CREATE TABLE [catalog].[barcode_mask] (
  [legal_entity_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [mask_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL, [prefix] nvarchar(6) NOT NULL, [length] bigint NOT NULL,
  [carries] nvarchar(20) NOT NULL, [product_start] bigint NOT NULL, [product_length] bigint NOT NULL,
  [value_start] bigint NOT NULL, [value_length] bigint NOT NULL, [value_decimals] bigint NOT NULL,
  CONSTRAINT pk_catalog_barcode_mask PRIMARY KEY ([legal_entity_id], [mask_id])
)`,
    `CREATE TABLE [catalog].[register] (
  [channel_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [register_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL, [name] nvarchar(200) NOT NULL,
  [drawer_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL, [receipt_mask] nvarchar(40) NOT NULL,
  [terminal_id] nvarchar(40) COLLATE Latin1_General_BIN2 NULL,
  CONSTRAINT pk_catalog_register PRIMARY KEY ([channel_id], [register_id])
)`,
    `CREATE TABLE [catalog].[permission_group] (
  [legal_entity_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [permission_group_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL, [name] nvarchar(200) NOT NULL,
  [permissions] nvarchar(max) NOT NULL, [maximum_line_discount] bigint NOT NULL,
  CONSTRAINT pk_catalog_permission_group PRIMARY KEY ([legal_entity_id], [permission_group_id])
)`,
    `CREATE TABLE [catalog].[worker] (
  [channel_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [legal_entity_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [worker_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL, [name] nvarchar(200) NOT NULL,
  [language] nvarchar(35) NOT NULL, [permission_group_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [pin_verifier] nvarchar(300) NULL, [is_blocked] bit NOT NULL,
  CONSTRAINT pk_catalog_worker PRIMARY KEY ([channel_id], [worker_id])
)`,
    `CREATE TABLE [catalog].[tender_type] (
  [channel_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [tender_type_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL, [name] nvarchar(200) NOT NULL,
  [tender_function] nvarchar(20) NOT NULL, [rounding_step] nvarchar(24) NOT NULL, [rounding_mode] nvarchar(20) NOT NULL,
  [allows_overtender] bit NOT NULL, [maximum_overtender] nvarchar(24) NULL,
  [change_tender_type_id] nvarchar(40) COLLATE Latin1_General_BIN2 NULL, [minimum_amount] nvarchar(24) NULL,
  [maximum_amount] nvarchar(24) NULL, [allows_return] bit NOT NULL, [opens_drawer] bit NOT NULL,
  [is_counted] bit NOT NULL,
  CONSTRAINT pk_catalog_tender_type PRIMARY KEY ([channel_id], [tender_type_id])
)`,
    `CREATE TABLE [catalog].[category] (
  [legal_entity_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [category_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [parent_category_id] nvarchar(40) COLLATE Latin1_General_BIN2 NULL, [name] nvarchar(200) NOT NULL,
  CONSTRAINT pk_catalog_category PRIMARY KEY ([legal_entity_id], [category_id])
)`,
    `CREATE TABLE [catalog].[product] (
  [legal_entity_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [product_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL, [name] nvarchar(200) NOT NULL,
  [category_id] nvarchar(40) COLLATE Latin1_General_BIN2 NULL,
  [item_tax_group_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [unit_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL, [is_weighed] bit NOT NULL,
  [must_key_in_price] bit NOT NULL, [minimum_age] bigint NULL, [is_discountable] bit NOT NULL, [is_blocked] bit NOT NULL,
  CONSTRAINT pk_catalog_product PRIMARY KEY ([legal_entity_id], [product_id])
)`,
    `CREATE TABLE [catalog].[product_barcode] (
  [legal_entity_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [barcode] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [product_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [unit_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL, [quantity] bigint NOT NULL,
  CONSTRAINT pk_catalog_product_barcode PRIMARY KEY ([legal_entity_id], [barcode])
)`,
    `CREATE TABLE [catalog].[price] (
  [channel_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [price_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [legal_entity_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [product_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [unit_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL, [unit_price] bigint NOT NULL,
  [valid_from] nvarchar(10) NOT NULL, [valid_to] nvarchar(10) NOT NULL,
  CONSTRAINT pk_catalog_price PRIMARY KEY ([channel_id], [price_id])
)`,
    `CREATE INDEX ix_catalog_product_barcode_product ON [catalog].[product_barcode] ([legal_entity_id], [product_id])`,
    `CREATE INDEX ix_catalog_price_product ON [catalog].[price] ([channel_id], [product_id], [valid_from])`,
    `CREATE TABLE [catalog].[catalog_state] (
  [id] bigint NOT NULL, [version] bigint NOT NULL, [generation] bigint NOT NULL, [schema_version] bigint NOT NULL, [applied_at] bigint NULL,
  CONSTRAINT pk_catalog_catalog_state PRIMARY KEY ([id])
)`,
    `INSERT INTO [catalog].[catalog_state] ([id], [version], [generation], [schema_version]) VALUES (1, 0, 1, 1)`,
    `CREATE TABLE [catalog].[download_cursor] (
  [job] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL, [to_version] bigint NOT NULL, [package_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [kind] nvarchar(20) NOT NULL, [row_count] bigint NOT NULL, [quarantined_count] bigint NOT NULL,
  [catalog_version] bigint NOT NULL, [created_at] bigint NOT NULL, [applied_at] bigint NOT NULL,
  CONSTRAINT pk_catalog_download_cursor PRIMARY KEY ([job])
)`,
    `CREATE TABLE [catalog].[download_session] (
  [package_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL, [job] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL, [kind] nvarchar(20) NOT NULL,
  [from_version] bigint NOT NULL, [to_version] bigint NOT NULL, [row_count] bigint NOT NULL, [quarantined_count] bigint NOT NULL,
  [catalog_version] bigint NOT NULL, [applied_at] bigint NOT NULL,
  CONSTRAINT pk_catalog_download_session PRIMARY KEY ([package_id])
)`,
    `CREATE TABLE [catalog].[download_quarantine] (
  [entity] nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL, [row_key] nvarchar(300) COLLATE Latin1_General_BIN2 NOT NULL,
  [job] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL, [package_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL, [reason] nvarchar(1000) NOT NULL, [raw] nvarchar(max) NOT NULL,
  [quarantined_at] bigint NOT NULL,
  CONSTRAINT pk_catalog_download_quarantine PRIMARY KEY ([entity], [row_key])
)`,
  ],
};
