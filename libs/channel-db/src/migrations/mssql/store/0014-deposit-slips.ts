import type { Migration } from '@app/database';

/** Slips of bottle machines that were paid out. */
export const store0014: Migration = {
  name: '0014-deposit-slips',
  statements: [
    `CREATE TABLE [store].[deposit_slip] (
      channel_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      code nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      transaction_id nvarchar(36) COLLATE Latin1_General_BIN2 NOT NULL,
      line_id nvarchar(36) COLLATE Latin1_General_BIN2 NOT NULL,
      CONSTRAINT pk_store_deposit_slip PRIMARY KEY (channel_id, code)
    )`,
  ],
};
