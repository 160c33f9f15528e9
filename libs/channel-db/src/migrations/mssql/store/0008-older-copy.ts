import type { Migration } from '@app/database';

/** Whom a box that may be an older copy waits for, and the file by which it finds out at its start. */
export const store0008: Migration = {
  name: '0008-older-copy',
  statements: [`ALTER TABLE [store].[box] ADD awaited_devices nvarchar(MAX) NULL, file_mark nvarchar(80) COLLATE Latin1_General_BIN2 NULL`],
};
