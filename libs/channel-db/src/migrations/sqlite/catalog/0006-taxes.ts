import type { Migration } from '@app/database';

/** Taxes by other terms than a percentage of the net, whose taxes count, and units that convert to each other. */
export const catalog0006: Migration = {
  name: '0006-taxes',
  statements: [
    `ALTER TABLE channel ADD COLUMN tax_rounding_per TEXT`,
    `ALTER TABLE channel ADD COLUMN tax_rounding_by TEXT`,
    `ALTER TABLE channel ADD COLUMN tax_rounding_mode TEXT`,
    `ALTER TABLE channel ADD COLUMN uses_destination_tax INTEGER`,
    `ALTER TABLE channel ADD COLUMN uses_customer_tax INTEGER`,
    `ALTER TABLE channel ADD COLUMN uses_customer_exemption INTEGER`,
    `ALTER TABLE channel ADD COLUMN exemption_lowers_price INTEGER`,
    `ALTER TABLE tax_code ADD COLUMN origin TEXT`,
    `ALTER TABLE tax_code ADD COLUMN of_tax_code_id TEXT`,
    `ALTER TABLE tax_code ADD COLUMN unit_amount INTEGER`,
    `ALTER TABLE tax_code ADD COLUMN unit_id TEXT`,
    `ALTER TABLE tax_code ADD COLUMN is_before_tax INTEGER`,
    `CREATE TABLE tax_override (
  legal_entity_id TEXT NOT NULL, tax_override_id TEXT NOT NULL, name TEXT NOT NULL, tax_group_id TEXT, item_tax_group_id TEXT,
  PRIMARY KEY (legal_entity_id, tax_override_id)
) WITHOUT ROWID`,
    `CREATE TABLE unit_conversion (
  legal_entity_id TEXT NOT NULL, product_id TEXT NOT NULL, from_unit_id TEXT NOT NULL, to_unit_id TEXT NOT NULL,
  numerator INTEGER NOT NULL, denominator INTEGER NOT NULL,
  PRIMARY KEY (legal_entity_id, product_id, from_unit_id, to_unit_id)
) WITHOUT ROWID`,
  ],
};
