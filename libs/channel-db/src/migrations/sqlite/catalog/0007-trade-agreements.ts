import type { Migration } from '@app/database';

/** Prices for customers, price groups and quantities, and what a product costs without any. */
export const catalog0007: Migration = {
  name: '0007-trade-agreements',
  statements: [
    `ALTER TABLE product ADD COLUMN base_price INTEGER`,
    `ALTER TABLE price ADD COLUMN price_unit INTEGER`,
    `ALTER TABLE price ADD COLUMN customer_id TEXT`,
    `ALTER TABLE price ADD COLUMN price_group_id TEXT`,
    `ALTER TABLE price ADD COLUMN minimum_quantity INTEGER`,
    `ALTER TABLE price ADD COLUMN ends_search INTEGER`,
  ],
};
