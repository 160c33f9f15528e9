import { defineTable, idColumn, instantColumn, keyColumn, textColumn } from '@app/database';

/** A try of a download session that failed here. What was applied stands in the catalog, in the same unit of work as its rows. */
export const downloadFailureTable = defineTable(
  'download_failure',
  {
    /** Rises with time. */
    failure_id: idColumn(),
    session_id: idColumn(),
    package_id: idColumn(),
    job: keyColumn(),
    reason: textColumn(1000),
    failed_at: instantColumn(),
  },
  { key: ['failure_id'] },
);
