import type { Reader } from '@app/database';
import { DomainError } from '@app/kernel';
import type { DownloadSession, SessionState } from '@app/protocol';

export interface SessionListing extends Omit<DownloadSession, 'isUrgent'> {
  readonly channelDatabaseId: string;
  readonly epoch: number;
  readonly toVersion: number;
  readonly createdAt: number;
  readonly requestedAt: number | null;
  readonly downloadedAt: number | null;
  readonly appliedAt: number | null;
  readonly failedAt: number | null;
  readonly rowCount: number | null;
  readonly quarantinedCount: number | null;
  readonly message: string | null;
  readonly supersededBy: string | null;
}

export interface SessionFilter {
  readonly channelDatabaseId?: string;
  readonly job?: string;
  readonly state?: SessionState;
  /** Opened at or after, and before: UTC milliseconds. */
  readonly from?: number;
  readonly to?: number;
}

const SELECT = `SELECT session_id AS "sessionId", channel_database_id AS "channelDatabaseId", epoch, job, package_id AS "packageId", kind, state,
  try_count AS "tryCount", load_id AS "loadId", to_version AS "toVersion", created_at AS "createdAt", requested_at AS "requestedAt",
  downloaded_at AS "downloadedAt", applied_at AS "appliedAt", failed_at AS "failedAt", row_count AS "rowCount",
  quarantined_count AS "quarantinedCount", message, superseded_by AS "supersededBy" FROM {download_session}`;

const CONDITIONS = {
  channelDatabaseId: 'channel_database_id = ?', job: 'job = ?', state: 'state = ?', from: 'created_at >= ?', to: 'created_at < ?',
} as const satisfies Record<keyof SessionFilter, string>; // prettier-ignore

/** Sessions, newest first, in the order in which they were opened; `after` is the last session of the page before. */
export function listSessions(
  reader: Reader,
  filter: SessionFilter,
  { limit, after }: { readonly limit: number; readonly after?: string },
): Promise<SessionListing[]> {
  const given = (Object.keys(CONDITIONS) as (keyof SessionFilter)[]).filter((name) => filter[name] !== undefined);
  const conditions = [
    ...given.map((name) => CONDITIONS[name]),
    ...(after === undefined ? [] : ['rowid < (SELECT rowid FROM {download_session} WHERE session_id = ?)']),
  ];
  const values = [...given.map((name) => filter[name] ?? null), ...(after === undefined ? [] : [after])];
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  return reader.query<SessionListing>(`${SELECT} ${where} ORDER BY rowid DESC LIMIT ?`, [...values, limit]);
}

export async function findSession(reader: Reader, sessionId: string): Promise<SessionListing> {
  const session = await reader.first<SessionListing>(`${SELECT} WHERE session_id = ?`, [sessionId]);
  if (!session) throw new DomainError('session.unknown', `there is no session ${sessionId}`);
  return session;
}
