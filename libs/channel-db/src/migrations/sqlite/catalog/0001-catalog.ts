import type { Migration } from '@app/database';

/** One table per entity of the protocol, and the catalog's own state. Plain SQL, never changed after a release. */
export const catalog0001: Migration = {
  name: '0001-catalog',
  statements: [
    `CREATE TABLE currency (
  currency_code TEXT NOT NULL, minor_digits INTEGER NOT NULL,
  PRIMARY KEY (currency_code)
) WITHOUT ROWID`,
    `CREATE TABLE unit_of_measure (
  unit_id TEXT NOT NULL, name TEXT NOT NULL, decimals INTEGER NOT NULL,
  PRIMARY KEY (unit_id)
) WITHOUT ROWID`,
    `CREATE TABLE legal_entity (
  legal_entity_id TEXT NOT NULL, name TEXT NOT NULL, registration_number TEXT NOT NULL, currency TEXT NOT NULL,
  PRIMARY KEY (legal_entity_id)
) WITHOUT ROWID`,
    `CREATE TABLE channel (
  channel_id TEXT NOT NULL, legal_entity_id TEXT NOT NULL, name TEXT NOT NULL, address TEXT NOT NULL,
  currency TEXT NOT NULL, time_zone TEXT NOT NULL, day_cut_off_minutes INTEGER NOT NULL,
  prices_include_tax INTEGER NOT NULL, tax_group_id TEXT NOT NULL, locale TEXT NOT NULL, receipt_header TEXT NOT NULL,
  receipt_footer TEXT NOT NULL,
  PRIMARY KEY (channel_id)
) WITHOUT ROWID`,
    `CREATE TABLE tax_code (
  legal_entity_id TEXT NOT NULL, tax_code_id TEXT NOT NULL, name TEXT NOT NULL, rate INTEGER NOT NULL,
  valid_from TEXT NOT NULL, valid_to TEXT NOT NULL,
  PRIMARY KEY (legal_entity_id, tax_code_id, valid_from)
) WITHOUT ROWID`,
    `CREATE TABLE tax_group_code (
  legal_entity_id TEXT NOT NULL, tax_group_id TEXT NOT NULL, tax_code_id TEXT NOT NULL,
  PRIMARY KEY (legal_entity_id, tax_group_id, tax_code_id)
) WITHOUT ROWID`,
    `CREATE TABLE item_tax_group_code (
  legal_entity_id TEXT NOT NULL, item_tax_group_id TEXT NOT NULL, tax_code_id TEXT NOT NULL,
  PRIMARY KEY (legal_entity_id, item_tax_group_id, tax_code_id)
) WITHOUT ROWID`,
    `CREATE TABLE barcode_mask (
  legal_entity_id TEXT NOT NULL, mask_id TEXT NOT NULL, prefix TEXT NOT NULL, length INTEGER NOT NULL,
  carries TEXT NOT NULL, product_start INTEGER NOT NULL, product_length INTEGER NOT NULL, value_start INTEGER NOT NULL,
  value_length INTEGER NOT NULL, value_decimals INTEGER NOT NULL,
  PRIMARY KEY (legal_entity_id, mask_id)
) WITHOUT ROWID`,
    `CREATE TABLE register (
  channel_id TEXT NOT NULL, register_id TEXT NOT NULL, name TEXT NOT NULL, drawer_id TEXT NOT NULL,
  receipt_mask TEXT NOT NULL, terminal_id TEXT,
  PRIMARY KEY (channel_id, register_id)
) WITHOUT ROWID`,
    `CREATE TABLE permission_group (
  legal_entity_id TEXT NOT NULL, permission_group_id TEXT NOT NULL, name TEXT NOT NULL, permissions TEXT NOT NULL,
  maximum_line_discount INTEGER NOT NULL,
  PRIMARY KEY (legal_entity_id, permission_group_id)
) WITHOUT ROWID`,
    `CREATE TABLE worker (
  channel_id TEXT NOT NULL, legal_entity_id TEXT NOT NULL, worker_id TEXT NOT NULL, name TEXT NOT NULL,
  language TEXT NOT NULL, permission_group_id TEXT NOT NULL, pin_verifier TEXT, is_blocked INTEGER NOT NULL,
  PRIMARY KEY (channel_id, worker_id)
) WITHOUT ROWID`,
    `CREATE TABLE tender_type (
  channel_id TEXT NOT NULL, tender_type_id TEXT NOT NULL, name TEXT NOT NULL, tender_function TEXT NOT NULL,
  rounding_step TEXT NOT NULL, rounding_mode TEXT NOT NULL, allows_overtender INTEGER NOT NULL, maximum_overtender TEXT,
  change_tender_type_id TEXT, minimum_amount TEXT, maximum_amount TEXT, allows_return INTEGER NOT NULL,
  opens_drawer INTEGER NOT NULL, is_counted INTEGER NOT NULL,
  PRIMARY KEY (channel_id, tender_type_id)
) WITHOUT ROWID`,
    `CREATE TABLE category (
  legal_entity_id TEXT NOT NULL, category_id TEXT NOT NULL, parent_category_id TEXT, name TEXT NOT NULL,
  PRIMARY KEY (legal_entity_id, category_id)
) WITHOUT ROWID`,
    `CREATE TABLE product (
  legal_entity_id TEXT NOT NULL, product_id TEXT NOT NULL, name TEXT NOT NULL, category_id TEXT,
  item_tax_group_id TEXT NOT NULL, unit_id TEXT NOT NULL, is_weighed INTEGER NOT NULL,
  must_key_in_price INTEGER NOT NULL, minimum_age INTEGER, is_discountable INTEGER NOT NULL, is_blocked INTEGER NOT NULL,
  PRIMARY KEY (legal_entity_id, product_id)
) WITHOUT ROWID`,
    // With a rowid: looked up by another index than the key, which SQLite prefers only where the key does not cover the row.
    `CREATE TABLE product_barcode (
  legal_entity_id TEXT NOT NULL, barcode TEXT NOT NULL, product_id TEXT NOT NULL, unit_id TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  PRIMARY KEY (legal_entity_id, barcode)
)`,
    `CREATE TABLE price (
  channel_id TEXT NOT NULL, price_id TEXT NOT NULL, legal_entity_id TEXT NOT NULL, product_id TEXT NOT NULL,
  unit_id TEXT NOT NULL, unit_price INTEGER NOT NULL, valid_from TEXT NOT NULL, valid_to TEXT NOT NULL,
  PRIMARY KEY (channel_id, price_id)
)`,
    `CREATE INDEX product_barcode_product ON product_barcode (legal_entity_id, product_id)`,
    `CREATE INDEX price_product ON price (channel_id, product_id, valid_from)`,
    `CREATE TABLE catalog_state (
  id INTEGER NOT NULL, version INTEGER NOT NULL, generation INTEGER NOT NULL, schema_version INTEGER NOT NULL, applied_at INTEGER,
  PRIMARY KEY (id)
)`,
    `INSERT INTO catalog_state (id, version, generation, schema_version) VALUES (1, 0, 1, 1)`,
    `CREATE TABLE download_cursor (
  job TEXT NOT NULL, to_version INTEGER NOT NULL, package_id TEXT NOT NULL, kind TEXT NOT NULL, row_count INTEGER NOT NULL,
  quarantined_count INTEGER NOT NULL, catalog_version INTEGER NOT NULL, created_at INTEGER NOT NULL, applied_at INTEGER NOT NULL,
  PRIMARY KEY (job)
) WITHOUT ROWID`,
    `CREATE TABLE download_session (
  package_id TEXT NOT NULL, job TEXT NOT NULL, kind TEXT NOT NULL, from_version INTEGER NOT NULL, to_version INTEGER NOT NULL,
  row_count INTEGER NOT NULL, quarantined_count INTEGER NOT NULL, catalog_version INTEGER NOT NULL, applied_at INTEGER NOT NULL,
  PRIMARY KEY (package_id)
) WITHOUT ROWID`,
    `CREATE TABLE download_quarantine (
  entity TEXT NOT NULL, row_key TEXT NOT NULL, job TEXT NOT NULL, package_id TEXT NOT NULL, reason TEXT NOT NULL, raw TEXT NOT NULL,
  quarantined_at INTEGER NOT NULL,
  PRIMARY KEY (entity, row_key)
) WITHOUT ROWID`,
  ],
};
