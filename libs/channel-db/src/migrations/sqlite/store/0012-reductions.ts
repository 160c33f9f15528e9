import type { Migration } from '@app/database';

/** What was taken off sales, by kind, for the reports of a shift. */
export const store0012: Migration = {
  name: '0012-reductions',
  statements: [
    `CREATE TABLE sale_reduction (
      transaction_id TEXT NOT NULL,
      kind TEXT NOT NULL,
      given_count INTEGER NOT NULL,
      amount INTEGER NOT NULL,
      PRIMARY KEY (transaction_id, kind)
    ) WITHOUT ROWID`,
  ],
};
