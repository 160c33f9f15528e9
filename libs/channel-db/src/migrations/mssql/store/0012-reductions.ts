import type { Migration } from '@app/database';

/** What was taken off sales, by kind, for the reports of a shift. */
export const store0012: Migration = {
  name: '0012-reductions',
  statements: [
    `CREATE TABLE [store].[sale_reduction] (
      transaction_id nvarchar(36) COLLATE Latin1_General_BIN2 NOT NULL,
      kind nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
      given_count bigint NOT NULL,
      amount bigint NOT NULL,
      CONSTRAINT pk_store_sale_reduction PRIMARY KEY (transaction_id, kind)
    )`,
  ],
};
