import type { Migration } from '@app/database';

/** Who bought, and how often coupons were used. */
export const store0013: Migration = {
  name: '0013-buyers',
  statements: [
    `CREATE TABLE coupon_use (
      channel_id TEXT NOT NULL,
      coupon_id TEXT NOT NULL,
      customer_id TEXT NOT NULL,
      legal_entity_id TEXT NOT NULL,
      uses INTEGER NOT NULL,
      PRIMARY KEY (channel_id, coupon_id, customer_id)
    ) WITHOUT ROWID`,
    `ALTER TABLE sale ADD COLUMN customer_id TEXT`,
  ],
};
