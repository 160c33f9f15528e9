import type { Migration } from '@app/database';

/** How receipts look, as data. */
export const catalog0008: Migration = {
  name: '0008-receipt-formats',
  statements: [
    `CREATE TABLE [catalog].[receipt_format] (
  [channel_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [receipt_type] nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
  [print_behaviour] nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
  [layout] nvarchar(MAX) NOT NULL, [logo] nvarchar(MAX) NULL,
  CONSTRAINT pk_catalog_receipt_format PRIMARY KEY ([channel_id], [receipt_type])
)`,
  ],
};
