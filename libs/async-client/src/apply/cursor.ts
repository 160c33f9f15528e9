import type { PackageManifest } from '@app/protocol';
import type { Database } from 'better-sqlite3';

/** How far a job's rows have come, and what the package that brought them there did. */
export interface Cursor {
  readonly packageId: string;
  readonly toVersion: number;
  readonly catalogVersion: number;
  readonly rowCount: number;
  readonly quarantinedCount: number;
}

export function readCursor(database: Database, job: string): Cursor | undefined {
  return database
    .prepare<[string], Cursor>(
      `SELECT package_id AS packageId, to_version AS toVersion, catalog_version AS catalogVersion,
              row_count AS rowCount, quarantined_count AS quarantinedCount
       FROM download_cursor WHERE job = ?`,
    )
    .get(job);
}

/** Moves the cursor, gives the catalog its next version and keeps the package's line of history: all in its transaction. */
export function moveCursor(
  database: Database,
  manifest: PackageManifest,
  counts: { readonly rowCount: number; readonly quarantinedCount: number },
  now: number,
): Cursor {
  const { job, packageId, kind, fromVersion, toVersion, createdAt } = manifest;
  const catalogVersion = nextVersion(database, now);
  const row = { job, packageId, kind, fromVersion, toVersion, createdAt, catalogVersion, now, ...counts };
  database
    .prepare(
      `INSERT OR REPLACE INTO download_cursor
         (job, to_version, package_id, kind, row_count, quarantined_count, catalog_version, created_at, applied_at)
       VALUES (@job, @toVersion, @packageId, @kind, @rowCount, @quarantinedCount, @catalogVersion, @createdAt, @now)`,
    )
    .run(row);
  database
    .prepare(
      `INSERT OR REPLACE INTO download_session
         (package_id, job, kind, from_version, to_version, row_count, quarantined_count, catalog_version, applied_at)
       VALUES (@packageId, @job, @kind, @fromVersion, @toVersion, @rowCount, @quarantinedCount, @catalogVersion, @now)`,
    )
    .run(row);
  return { packageId, toVersion, catalogVersion, ...counts };
}

function nextVersion(database: Database, now: number): number {
  const state = database
    .prepare<[number], { version: number }>('UPDATE catalog_state SET version = version + 1, applied_at = ? WHERE id = 1 RETURNING version')
    .get(now);
  if (!state) throw new Error('the catalog has no state row');
  return state.version;
}
