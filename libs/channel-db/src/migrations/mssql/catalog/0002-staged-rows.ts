import type { Migration } from '@app/database';

/** Rows of packages that are not applied yet. */
export const catalog0002: Migration = {
  name: '0002-staged-rows',
  statements: [
    `CREATE TABLE [catalog].[staged_row] (
  [package_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL, [ordinal] bigint NOT NULL,
  [entity] nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL, [change_kind] nvarchar(10) COLLATE Latin1_General_BIN2 NOT NULL,
  [cells] nvarchar(max) NOT NULL,
  CONSTRAINT pk_catalog_staged_row PRIMARY KEY ([package_id], [ordinal])
)`,
  ],
};
