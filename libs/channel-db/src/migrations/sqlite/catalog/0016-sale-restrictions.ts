import type { Migration } from '@app/database';

/** Hours in which goods may not be sold. */
export const catalog0016: Migration = {
  name: '0016-sale-restrictions',
  statements: [
    `CREATE TABLE sale_restriction (
  legal_entity_id TEXT NOT NULL, sale_restriction_id TEXT NOT NULL, name TEXT NOT NULL, subject_kind TEXT NOT NULL, subject_id TEXT NOT NULL,
  only_channel_id TEXT, hours TEXT NOT NULL,
  PRIMARY KEY (legal_entity_id, sale_restriction_id)
) WITHOUT ROWID`,
  ],
};
