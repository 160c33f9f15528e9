import type { Migration } from '@app/database';

/** Tries of a download that failed. */
export const store0017: Migration = {
  name: '0017-download-failures',
  statements: [
    `CREATE TABLE download_failure (
      failure_id TEXT NOT NULL,
      session_id TEXT NOT NULL,
      package_id TEXT NOT NULL,
      job TEXT NOT NULL,
      reason TEXT NOT NULL,
      failed_at INTEGER NOT NULL,
      PRIMARY KEY (failure_id)
    ) WITHOUT ROWID`,
  ],
};
