import type { Migration } from '@app/database';

/** What comes with goods, and how they are weighed. Null is the way it was before there was a rule. */
export const catalog0013: Migration = {
  name: '0013-goods',
  statements: [
    `ALTER TABLE product ADD COLUMN is_deposit INTEGER`,
    `ALTER TABLE product ADD COLUMN tare INTEGER`,
    `ALTER TABLE product ADD COLUMN minimum_weight INTEGER`,
    `CREATE TABLE product_link (
  legal_entity_id TEXT NOT NULL, product_id TEXT NOT NULL, unit_id TEXT NOT NULL, linked_product_id TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  PRIMARY KEY (legal_entity_id, product_id, unit_id, linked_product_id)
) WITHOUT ROWID`,
  ],
};
