import type { Reader, Tx } from '@app/database';
import { DomainError, newId } from '@app/kernel';
import type { DownloadSession, SessionReport, SessionState } from '@app/protocol';
import { raiseAlarm } from '../sales/alarms';
import type { BuiltPackage } from './packages';

/** A package that failed this often is given up: somebody has to look at it. */
const MAXIMUM_TRIES = 3;

const COLUMNS = `session_id AS "sessionId", job, package_id AS "packageId", kind, state, try_count AS "tryCount", load_id AS "loadId"`;
const UNFINISHED = `state IN ('available', 'requested', 'downloaded', 'failed')`;

/** A box: the channel database it serves and the epoch of its enrolment. */
export interface SessionOwner {
  readonly channelDatabaseId: string;
  readonly epoch: number;
}

/** Sessions that are not finished, in the order to apply them. */
export function unfinishedSessions(reader: Reader, { channelDatabaseId, epoch }: SessionOwner): Promise<DownloadSession[]> {
  return reader.query<DownloadSession>(
    `SELECT ${COLUMNS} FROM {download_session} WHERE channel_database_id = ? AND epoch = ? AND ${UNFINISHED} ORDER BY ordinal`,
    [channelDatabaseId, epoch],
  );
}

export async function hasSessions(reader: Reader, { channelDatabaseId, epoch }: SessionOwner): Promise<boolean> {
  const found = await reader.first(`SELECT 1 AS found FROM {download_session} WHERE channel_database_id = ? AND epoch = ? LIMIT 1`, [
    channelDatabaseId,
    epoch,
  ]);
  return found !== undefined;
}

/** Opens a session for each package, in their order; what was not finished of the same jobs is superseded. */
export async function openSessions(
  tx: Tx,
  owner: SessionOwner,
  load: { readonly loadId: string; readonly packages: readonly BuiltPackage[]; readonly now: number },
): Promise<void> {
  const { channelDatabaseId, epoch } = owner;
  for (const { packageId, job } of load.packages) {
    const sessionId = newId();
    await tx.run(
      `UPDATE {download_session} SET state = 'superseded', superseded_by = ? WHERE channel_database_id = ? AND job = ? AND ${UNFINISHED}`,
      [sessionId, channelDatabaseId, job],
    );
    await tx.run(
      `INSERT INTO {download_session} (session_id, channel_database_id, epoch, ordinal, job, package_id, kind, state, try_count, load_id, created_at)
       SELECT ?, ?, ?, coalesce(max(ordinal), 0) + 1, ?, ?, 'snapshot', 'available', 0, ?, ? FROM {download_session} WHERE channel_database_id = ?`,
      [sessionId, channelDatabaseId, epoch, job, packageId, load.loadId, load.now, channelDatabaseId],
    );
  }
}

const DATE_OF = { requested: 'requested_at', downloaded: 'downloaded_at', applied: 'applied_at', failed: 'failed_at' } as const;

/** Notes how far a box is with a session. What is finished stays as it is: a late report changes nothing. */
export async function reportSession(
  tx: Tx,
  owner: SessionOwner,
  { sessionId, report, now }: { readonly sessionId: string; readonly report: SessionReport; readonly now: number },
): Promise<DownloadSession> {
  const session = await sessionOf(tx, owner, sessionId);
  const tryCount = session.tryCount + (report.state === 'failed' ? 1 : 0);
  const state: SessionState = report.state === 'failed' && tryCount >= MAXIMUM_TRIES ? 'canceled' : report.state;
  const { changes } = await tx.run(
    `UPDATE {download_session} SET state = ?, try_count = ?, row_count = ?, quarantined_count = ?, message = ?, ${DATE_OF[report.state]} = ?
     WHERE session_id = ? AND ${UNFINISHED}`,
    [state, tryCount, report.rowCount, report.quarantinedCount, report.message, now, sessionId],
  );
  if (changes > 0 && state === 'canceled') {
    const details = { job: session.job, message: report.message };
    await raiseAlarm(tx, { kind: 'download.given-up', channelDatabaseId: owner.channelDatabaseId, subject: sessionId, details, at: now });
  }
  return sessionOf(tx, owner, sessionId);
}

async function sessionOf(reader: Reader, { channelDatabaseId }: SessionOwner, sessionId: string): Promise<DownloadSession> {
  const session = await reader.first<DownloadSession>(
    `SELECT ${COLUMNS} FROM {download_session} WHERE session_id = ? AND channel_database_id = ?`,
    [sessionId, channelDatabaseId],
  );
  if (!session) throw new DomainError('session.unknown', `there is no session ${sessionId} for this channel database`);
  return session;
}
