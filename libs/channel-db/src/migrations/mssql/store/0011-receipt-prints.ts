import type { Migration } from '@app/database';

/** What registers said of receipts they printed. */
export const store0011: Migration = {
  name: '0011-receipt-prints',
  statements: [
    `CREATE TABLE [store].[receipt_print] (
      print_id nvarchar(36) COLLATE Latin1_General_BIN2 NOT NULL,
      transaction_id nvarchar(36) COLLATE Latin1_General_BIN2 NOT NULL,
      receipt_type nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
      copy_number bigint NOT NULL,
      outcome nvarchar(10) COLLATE Latin1_General_BIN2 NOT NULL,
      reason nvarchar(200) NULL,
      channel_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      register_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      staff_id nvarchar(40) COLLATE Latin1_General_BIN2 NULL,
      reported_at bigint NOT NULL,
      CONSTRAINT pk_store_receipt_print PRIMARY KEY (print_id)
    )`,
    `CREATE INDEX ix_receipt_print_transaction ON [store].[receipt_print] (transaction_id)`,
  ],
};
