import type { Reader } from '@app/database';
import type { Instant } from '@app/kernel';

/** What a package did when it was applied. */
export interface AppliedPackage {
  readonly packageId: string;
  /** The catalog's version with it. */
  readonly catalogVersion: number;
  readonly rowCount: number;
  readonly quarantinedCount: number;
}

/** How far one job's rows have come. */
export interface JobState extends AppliedPackage {
  readonly job: string;
  readonly toVersion: number;
  /** When headquarters made the package: the age of its prices, not of their arrival. */
  readonly createdAt: Instant;
  readonly appliedAt: Instant;
}

/** A row that was sent down and could not be taken. */
export interface QuarantinedRow {
  readonly entity: string;
  /** Its key as JSON. */
  readonly rowKey: string;
  readonly job: string;
  readonly packageId: string;
  readonly reason: string;
  readonly raw: string;
  readonly quarantinedAt: Instant;
}

const APPLIED =
  'package_id AS "packageId", catalog_version AS "catalogVersion", row_count AS "rowCount", quarantined_count AS "quarantinedCount"';

/** Undefined when the package was never applied here. */
export function appliedPackage(reader: Reader, packageId: string): Promise<AppliedPackage | undefined> {
  return reader.first<AppliedPackage>(`SELECT ${APPLIED} FROM {download_session} WHERE package_id = ?`, [packageId]);
}

export function jobStates(reader: Reader): Promise<JobState[]> {
  return reader.query<JobState>(
    `SELECT job, to_version AS "toVersion", created_at AS "createdAt", applied_at AS "appliedAt", ${APPLIED} FROM {download_cursor} ORDER BY job`,
  );
}

/** A package that was applied, as its line of history says. */
export interface AppliedSession extends AppliedPackage {
  readonly job: string;
  readonly kind: string;
  readonly fromVersion: number;
  readonly toVersion: number;
  readonly appliedAt: Instant;
}

/** The last packages that were applied, newest first. */
export function appliedSessions(reader: Reader, limit: number): Promise<AppliedSession[]> {
  return reader.page<AppliedSession>(
    `SELECT job, kind, from_version AS "fromVersion", to_version AS "toVersion", applied_at AS "appliedAt", ${APPLIED}
     FROM {download_session} ORDER BY catalog_version DESC, package_id`,
    [],
    limit,
  );
}

/** Longer than headquarters offers a package: one that was applied is known as long as it may come again. */
export const HISTORY_MS = 100 * 86_400_000;

/** Run with each package, so that the history of a box ends somewhere. */
export const FORGET_OLD_SESSIONS = 'DELETE FROM {download_session} WHERE applied_at < ?';

/** How many rows wait in quarantine, by the job that brought them. */
export async function quarantineCounts(reader: Reader): Promise<ReadonlyMap<string, number>> {
  const rows = await reader.query<{ job: string; count: number }>('SELECT job, count(*) AS count FROM {download_quarantine} GROUP BY job');
  return new Map(rows.map(({ job, count }) => [job, Number(count)]));
}

/** The first rows in quarantine, in the order of their keys. */
export function quarantinedRows(reader: Reader, limit: number): Promise<QuarantinedRow[]> {
  return reader.page<QuarantinedRow>(
    `SELECT entity, row_key AS "rowKey", job, package_id AS "packageId", reason, raw, quarantined_at AS "quarantinedAt"
     FROM {download_quarantine} ORDER BY entity, row_key`,
    [],
    limit,
  );
}
