import type { Migration } from '@app/database';

/** For whom prices and offers are. */
export const catalog0004: Migration = {
  name: '0004-price-groups',
  statements: [
    `CREATE TABLE price_group (
  legal_entity_id TEXT NOT NULL, price_group_id TEXT NOT NULL, name TEXT NOT NULL, priority INTEGER NOT NULL,
  PRIMARY KEY (legal_entity_id, price_group_id)
) WITHOUT ROWID`,
    `CREATE TABLE price_group_member (
  legal_entity_id TEXT NOT NULL, price_group_id TEXT NOT NULL, member_kind TEXT NOT NULL, member_id TEXT NOT NULL,
  PRIMARY KEY (legal_entity_id, price_group_id, member_kind, member_id)
) WITHOUT ROWID`,
  ],
};
