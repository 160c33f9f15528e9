import type { Migration } from '@app/database';

/** Rows of packages that are not applied yet. SQLite builds a file beside instead; here so that both engines have one schema. */
export const catalog0002: Migration = {
  name: '0002-staged-rows',
  statements: [
    `CREATE TABLE staged_row (
  package_id TEXT NOT NULL, ordinal INTEGER NOT NULL, entity TEXT NOT NULL, change_kind TEXT NOT NULL, cells TEXT NOT NULL,
  PRIMARY KEY (package_id, ordinal)
) WITHOUT ROWID`,
  ],
};
