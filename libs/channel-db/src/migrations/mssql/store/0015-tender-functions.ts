import type { Migration } from '@app/database';

/** Names of tender functions grew: credit memo, customer account. */
export const store0015: Migration = {
  name: '0015-tender-functions',
  statements: [
    `ALTER TABLE [store].[tender_attempt] ALTER COLUMN tender_function nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL`,
    `ALTER TABLE [store].[sale_tender] ALTER COLUMN tender_function nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL`,
  ],
};
