import type { Migration } from '@app/database';

/** What a store allows in returns, suspended baskets, change and foreign money. Null is the way it was before there was a rule. */
export const catalog0005: Migration = {
  name: '0005-selling-rules',
  statements: [
    `ALTER TABLE channel ADD COLUMN blind_return_days INTEGER`,
    `ALTER TABLE channel ADD COLUMN prohibits_mixed_baskets INTEGER`,
    `ALTER TABLE channel ADD COLUMN refunds_may_be_overridden INTEGER`,
    `ALTER TABLE channel ADD COLUMN suspended_hours INTEGER`,
    `ALTER TABLE channel ADD COLUMN voids_suspended_at_close INTEGER`,
    `ALTER TABLE tender_type ADD COLUMN above_minimum_tender_type_id TEXT`,
    `ALTER TABLE tender_type ADD COLUMN minimum_change_amount TEXT`,
    `ALTER TABLE tender_type ADD COLUMN maximum_undertender TEXT`,
    `ALTER TABLE tender_type ADD COLUMN currency TEXT`,
    `ALTER TABLE tender_type ADD COLUMN allows_blind_return INTEGER`,
    `ALTER TABLE permission_group ADD COLUMN maximum_line_return TEXT`,
    `ALTER TABLE permission_group ADD COLUMN maximum_return TEXT`,
    `CREATE TABLE refund_tender (
  channel_id TEXT NOT NULL, tender_type_id TEXT NOT NULL, refund_tender_type_id TEXT NOT NULL,
  PRIMARY KEY (channel_id, tender_type_id, refund_tender_type_id)
) WITHOUT ROWID`,
    `CREATE TABLE exchange_rate (
  legal_entity_id TEXT NOT NULL, currency_code TEXT NOT NULL, valid_from TEXT NOT NULL, units INTEGER NOT NULL, rate INTEGER NOT NULL,
  PRIMARY KEY (legal_entity_id, currency_code, valid_from)
) WITHOUT ROWID`,
  ],
};
