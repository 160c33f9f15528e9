import type { Migration } from '@app/database';

/** Customers and their loyalty cards. */
export const catalog0012: Migration = {
  name: '0012-customers',
  statements: [
    `CREATE TABLE customer (
  legal_entity_id TEXT NOT NULL, customer_id TEXT NOT NULL, name TEXT NOT NULL, phone TEXT, is_blocked INTEGER NOT NULL,
  tax_group_id TEXT, exempt_tax_code_ids TEXT NOT NULL, price_group_id TEXT, affiliation_ids TEXT NOT NULL,
  PRIMARY KEY (legal_entity_id, customer_id)
) WITHOUT ROWID`,
    `CREATE INDEX customer_phone ON customer (legal_entity_id, phone)`,
    `CREATE TABLE loyalty_card (
  legal_entity_id TEXT NOT NULL, card_number TEXT NOT NULL, customer_id TEXT, loyalty_tier_id TEXT, is_blocked INTEGER NOT NULL,
  PRIMARY KEY (legal_entity_id, card_number)
) WITHOUT ROWID`,
  ],
};
