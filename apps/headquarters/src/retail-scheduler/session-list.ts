import type { Reader } from '@app/database';
import type { DownloadSession } from '@app/protocol';

export interface SessionListing extends DownloadSession {
  readonly createdAt: number;
  readonly appliedAt: number | null;
  readonly rowCount: number | null;
  readonly quarantinedCount: number | null;
  readonly message: string | null;
}

/** Sessions of a channel database, newest first. */
export function listSessions(reader: Reader, channelDatabaseId: string): Promise<SessionListing[]> {
  return reader.query<SessionListing>(
    `SELECT session_id AS "sessionId", job, package_id AS "packageId", kind, state, try_count AS "tryCount", load_id AS "loadId",
       created_at AS "createdAt", applied_at AS "appliedAt", row_count AS "rowCount", quarantined_count AS "quarantinedCount", message
     FROM {download_session} WHERE channel_database_id = ? ORDER BY ordinal DESC LIMIT 200`,
    [channelDatabaseId],
  );
}
