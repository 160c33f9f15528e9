import type { Migration } from '@app/database';

/** Taxes by other terms than a percentage of the net, whose taxes count, and units that convert to each other. */
export const catalog0006: Migration = {
  name: '0006-taxes',
  statements: [
    `ALTER TABLE [catalog].[channel] ADD
  [tax_rounding_per] nvarchar(20) NULL, [tax_rounding_by] nvarchar(20) NULL, [tax_rounding_mode] nvarchar(20) NULL,
  [uses_destination_tax] bit NULL, [uses_customer_tax] bit NULL, [uses_customer_exemption] bit NULL, [exemption_lowers_price] bit NULL`,
    `ALTER TABLE [catalog].[tax_code] ADD
  [origin] nvarchar(20) NULL, [of_tax_code_id] nvarchar(40) COLLATE Latin1_General_BIN2 NULL, [unit_amount] bigint NULL,
  [unit_id] nvarchar(40) COLLATE Latin1_General_BIN2 NULL, [is_before_tax] bit NULL`,
    `CREATE TABLE [catalog].[tax_override] (
  [legal_entity_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL, [tax_override_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [name] nvarchar(200) NOT NULL, [tax_group_id] nvarchar(40) COLLATE Latin1_General_BIN2 NULL, [item_tax_group_id] nvarchar(40) COLLATE Latin1_General_BIN2 NULL,
  CONSTRAINT pk_catalog_tax_override PRIMARY KEY ([legal_entity_id], [tax_override_id])
)`,
    `CREATE TABLE [catalog].[unit_conversion] (
  [legal_entity_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL, [product_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [from_unit_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL, [to_unit_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [numerator] bigint NOT NULL, [denominator] bigint NOT NULL,
  CONSTRAINT pk_catalog_unit_conversion PRIMARY KEY ([legal_entity_id], [product_id], [from_unit_id], [to_unit_id])
)`,
  ],
};
