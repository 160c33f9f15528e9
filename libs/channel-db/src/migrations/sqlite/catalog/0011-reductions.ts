import type { Migration } from '@app/database';

/** What a person may take off, prices a person sets, what lowers agreed prices, and how offers compete. Null is as it was before. */
export const catalog0011: Migration = {
  name: '0011-reductions',
  statements: [
    `ALTER TABLE channel ADD COLUMN discount_control TEXT`,
    `ALTER TABLE channel ADD COLUMN asks_why INTEGER`,
    `ALTER TABLE product ADD COLUMN is_price_fixed INTEGER`,
    `ALTER TABLE permission_group ADD COLUMN maximum_line_discount_amount TEXT`,
    `ALTER TABLE permission_group ADD COLUMN maximum_total_discount INTEGER`,
    `ALTER TABLE permission_group ADD COLUMN maximum_total_discount_amount TEXT`,
    `ALTER TABLE permission_group ADD COLUMN price_override TEXT`,
    `CREATE TABLE price_adjustment (
  channel_id TEXT NOT NULL, price_adjustment_id TEXT NOT NULL, legal_entity_id TEXT NOT NULL, price_group_id TEXT NOT NULL,
  product_id TEXT NOT NULL, unit_id TEXT, part_off INTEGER, amount_off INTEGER, unit_price INTEGER,
  valid_from TEXT NOT NULL, valid_from_time TEXT, valid_to TEXT NOT NULL, valid_to_time TEXT,
  PRIMARY KEY (channel_id, price_adjustment_id)
)`,
    `CREATE INDEX price_adjustment_product ON price_adjustment (channel_id, product_id)`,
  ],
};
