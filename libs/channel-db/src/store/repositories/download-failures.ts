import { insertRows, type Reader, type Tx } from '@app/database';
import { newId, type Instant } from '@app/kernel';
import { downloadFailureTable } from '../tables/exchange';

/** A try of a download session that failed. */
export interface DownloadFailure {
  readonly sessionId: string;
  readonly packageId: string;
  readonly job: string;
  readonly reason: string;
  readonly failedAt: Instant;
}

export async function insertDownloadFailure(tx: Tx, { sessionId, packageId, job, reason, failedAt }: DownloadFailure): Promise<void> {
  await insertRows(tx, downloadFailureTable, [
    { failure_id: newId(), session_id: sessionId, package_id: packageId, job, reason: reason.slice(0, 1000), failed_at: failedAt },
  ]);
}

/** Newest first. */
export function downloadFailures(reader: Reader, limit: number): Promise<DownloadFailure[]> {
  return reader.page<DownloadFailure>(
    `SELECT session_id AS "sessionId", package_id AS "packageId", job, reason, failed_at AS "failedAt"
     FROM {download_failure} ORDER BY failure_id DESC`,
    [],
    limit,
  );
}
