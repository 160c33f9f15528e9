import type { Migration } from '@app/database';

/** Slips of bottle machines that were paid out. */
export const store0014: Migration = {
  name: '0014-deposit-slips',
  statements: [
    `CREATE TABLE deposit_slip (
      channel_id TEXT NOT NULL,
      code TEXT NOT NULL,
      transaction_id TEXT NOT NULL,
      line_id TEXT NOT NULL,
      PRIMARY KEY (channel_id, code)
    ) WITHOUT ROWID`,
  ],
};
