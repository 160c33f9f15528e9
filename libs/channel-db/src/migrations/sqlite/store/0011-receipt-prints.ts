import type { Migration } from '@app/database';

/** What registers said of receipts they printed. */
export const store0011: Migration = {
  name: '0011-receipt-prints',
  statements: [
    `CREATE TABLE receipt_print (
      print_id TEXT NOT NULL,
      transaction_id TEXT NOT NULL,
      receipt_type TEXT NOT NULL,
      copy_number INTEGER NOT NULL,
      outcome TEXT NOT NULL,
      reason TEXT,
      channel_id TEXT NOT NULL,
      register_id TEXT NOT NULL,
      staff_id TEXT,
      reported_at INTEGER NOT NULL,
      PRIMARY KEY (print_id)
    ) WITHOUT ROWID`,
    `CREATE INDEX ix_receipt_print_transaction ON receipt_print (transaction_id)`,
  ],
};
