import { changesSearched, FORGET_OLD_SESSIONS, HISTORY_MS, KEEP_INDEX_CURRENT, type AppliedPackage } from '@app/channel-db';
import { sqliteDialect } from '@app/database';
import type { PackageManifest } from '@app/protocol';
import type { Database } from 'better-sqlite3';

/** The version a job's rows stand at; 0 before its first package. */
export function jobVersion(database: Database, job: string): number {
  const read = database.prepare<[string], { version: number }>('SELECT to_version AS version FROM download_cursor WHERE job = ?');
  return read.get(job)?.version ?? 0;
}

/** What a package did when it was applied; undefined when it was not. */
export function appliedBefore(database: Database, packageId: string): AppliedPackage | undefined {
  const read = database.prepare<[string], AppliedPackage>(
    `SELECT package_id AS packageId, catalog_version AS catalogVersion, row_count AS rowCount, quarantined_count AS quarantinedCount
     FROM download_session WHERE package_id = ?`,
  );
  return read.get(packageId);
}

const KEEP_INDEX = sqliteDialect.translate(KEEP_INDEX_CURRENT);
const FORGET = sqliteDialect.translate(FORGET_OLD_SESSIONS);

/**
 * Moves the cursor, gives the catalog its next version and keeps the package's line of history: all in its transaction. After a repair
 * the job stands where it stood.
 */
export function moveCursor(
  database: Database,
  manifest: PackageManifest,
  counts: { readonly rowCount: number; readonly quarantinedCount: number },
  now: number,
): AppliedPackage {
  const { job, packageId, kind, fromVersion, toVersion, createdAt } = manifest;
  const catalogVersion = nextVersion(database, now);
  if (!changesSearched(manifest)) database.prepare(KEEP_INDEX).run(catalogVersion, catalogVersion - 1);
  const row = { job, packageId, kind, fromVersion, toVersion, createdAt, catalogVersion, now, ...counts };
  if (kind !== 'repair') {
    database
      .prepare(
        `INSERT OR REPLACE INTO download_cursor
           (job, to_version, package_id, kind, row_count, quarantined_count, catalog_version, created_at, applied_at)
         VALUES (@job, @toVersion, @packageId, @kind, @rowCount, @quarantinedCount, @catalogVersion, @createdAt, @now)`,
      )
      .run(row);
  }
  database
    .prepare(
      `INSERT OR REPLACE INTO download_session
         (package_id, job, kind, from_version, to_version, row_count, quarantined_count, catalog_version, applied_at)
       VALUES (@packageId, @job, @kind, @fromVersion, @toVersion, @rowCount, @quarantinedCount, @catalogVersion, @now)`,
    )
    .run(row);
  database.prepare(FORGET).run(now - HISTORY_MS);
  return { packageId, catalogVersion, ...counts };
}

/** What caches are keyed by: it rises with everything that changes rows. */
export function nextVersion(database: Database, now: number): number {
  const state = database
    .prepare<[number], { version: number }>('UPDATE catalog_state SET version = version + 1, applied_at = ? WHERE id = 1 RETURNING version')
    .get(now);
  if (!state) throw new Error('the catalog has no state row');
  return state.version;
}
