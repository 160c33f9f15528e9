import type { Migration } from '@app/database';

/** Tries of a download that failed. */
export const store0017: Migration = {
  name: '0017-download-failures',
  statements: [
    `CREATE TABLE [store].[download_failure] (
      failure_id nvarchar(36) COLLATE Latin1_General_BIN2 NOT NULL,
      session_id nvarchar(36) COLLATE Latin1_General_BIN2 NOT NULL,
      package_id nvarchar(36) COLLATE Latin1_General_BIN2 NOT NULL,
      job nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      reason nvarchar(1000) NOT NULL,
      failed_at bigint NOT NULL,
      CONSTRAINT pk_store_download_failure PRIMARY KEY (failure_id)
    )`,
  ],
};
