import type { Migration } from '@app/database';

/** How receipts look, as data. */
export const catalog0008: Migration = {
  name: '0008-receipt-formats',
  statements: [
    `CREATE TABLE receipt_format (
  channel_id TEXT NOT NULL, receipt_type TEXT NOT NULL, print_behaviour TEXT NOT NULL, layout TEXT NOT NULL, logo TEXT,
  PRIMARY KEY (channel_id, receipt_type)
) WITHOUT ROWID`,
  ],
};
