import type { Migration } from '@app/database';

/** How channels take customer orders, and what extra amounts are called and taxed as. */
export const catalog0014: Migration = {
  name: '0014-customer-orders',
  statements: [
    `ALTER TABLE channel ADD COLUMN order_deposit_rate INTEGER`,
    `ALTER TABLE channel ADD COLUMN delivery_charge_code_id TEXT`,
    `ALTER TABLE channel ADD COLUMN cancellation_charge_code_id TEXT`,
    `ALTER TABLE channel ADD COLUMN cancellation_rate INTEGER`,
    `CREATE TABLE charge_code (
  legal_entity_id TEXT NOT NULL, charge_code_id TEXT NOT NULL, name TEXT NOT NULL, item_tax_group_id TEXT NOT NULL,
  PRIMARY KEY (legal_entity_id, charge_code_id)
) WITHOUT ROWID`,
  ],
};
