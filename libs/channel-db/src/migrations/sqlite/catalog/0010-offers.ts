import type { Migration } from '@app/database';

/** Offers, what they are on, for whom, and the coupons they may ask for. Lines are found by what they name, not by their offer. */
export const catalog0010: Migration = {
  name: '0010-offers',
  statements: [
    `CREATE TABLE offer (
  legal_entity_id TEXT NOT NULL, offer_id TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, concurrency TEXT NOT NULL,
  priority INTEGER, currency TEXT NOT NULL, is_enabled INTEGER NOT NULL, needs_coupon INTEGER NOT NULL,
  matches_all_price_groups INTEGER NOT NULL, counts_non_discountable INTEGER NOT NULL, valid_from TEXT NOT NULL,
  valid_from_time TEXT, valid_to TEXT NOT NULL, valid_to_time TEXT, hours TEXT NOT NULL, reward_kind TEXT NOT NULL,
  reward_value TEXT, tiers TEXT NOT NULL, deal_groups TEXT NOT NULL, least_expensive_count INTEGER, favours TEXT,
  times_applicable INTEGER, tender_type_ids TEXT NOT NULL, delivery_mode_ids TEXT NOT NULL,
  PRIMARY KEY (legal_entity_id, offer_id)
) WITHOUT ROWID`,
    `CREATE TABLE offer_line (
  legal_entity_id TEXT NOT NULL, offer_id TEXT NOT NULL, line_number TEXT NOT NULL, product_id TEXT, category_id TEXT,
  unit_id TEXT, is_excluded INTEGER NOT NULL, group_id TEXT, reward_kind TEXT, reward_value TEXT, valid_to TEXT,
  PRIMARY KEY (legal_entity_id, offer_id, line_number)
)`,
    `CREATE INDEX offer_line_product ON offer_line (legal_entity_id, product_id, category_id)`,
    `CREATE INDEX offer_line_category ON offer_line (legal_entity_id, category_id)`,
    `CREATE TABLE offer_price_group (
  legal_entity_id TEXT NOT NULL, offer_id TEXT NOT NULL, price_group_id TEXT NOT NULL,
  PRIMARY KEY (legal_entity_id, offer_id, price_group_id)
) WITHOUT ROWID`,
    `CREATE TABLE coupon (
  legal_entity_id TEXT NOT NULL, coupon_id TEXT NOT NULL, code TEXT NOT NULL, offer_id TEXT NOT NULL, is_enabled INTEGER NOT NULL,
  valid_from TEXT NOT NULL, valid_from_time TEXT, valid_to TEXT NOT NULL, valid_to_time TEXT, maximum_uses INTEGER,
  uses_count TEXT NOT NULL, needs_customer INTEGER NOT NULL, is_exclusive INTEGER NOT NULL,
  PRIMARY KEY (legal_entity_id, coupon_id)
)`,
    `CREATE INDEX coupon_code ON coupon (legal_entity_id, code)`,
  ],
};
