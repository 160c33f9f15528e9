import type { Reader, Tx } from '@app/database';
import { DomainError, newId } from '@app/kernel';
import type { DownloadSession, SessionReport, SessionState } from '@app/protocol';
import { raiseAlarm } from '../../sales/alarms';
import { readParameters } from '../definitions/parameters';
import { runAgainFrom } from '../definitions/schedules';
import { keepPackage, type BuiltPackage } from '../packages/packages';

const COLUMNS = `s.session_id AS "sessionId", s.job, s.package_id AS "packageId", s.kind, s.state, s.try_count AS "tryCount", s.load_id AS "loadId",
  coalesce(j.is_urgent, 0) AS "isUrgent"`;
const SESSIONS = `{download_session} s LEFT JOIN {scheduler_job} j ON j.job = s.job`;
const UNFINISHED = `state IN ('available', 'requested', 'downloaded', 'failed')`;

/** More than a box takes in one go; what is left is listed when these are done. */
const LISTED = 500;

/** A box: the channel database it serves and the epoch of its enrolment. */
export interface SessionOwner {
  readonly channelDatabaseId: string;
  readonly epoch: number;
}

/** Sessions that are not finished, in the order to apply them: urgent jobs first, each job in its order. */
export async function unfinishedSessions(reader: Reader, { channelDatabaseId, epoch }: SessionOwner): Promise<DownloadSession[]> {
  const rows = await reader.query<SessionRow>(
    `SELECT ${COLUMNS} FROM ${SESSIONS} WHERE s.channel_database_id = ? AND s.epoch = ? AND s.${UNFINISHED}
     ORDER BY coalesce(j.is_urgent, 0) DESC, s.ordinal LIMIT ${LISTED}`,
    [channelDatabaseId, epoch],
  );
  return rows.map(asSession);
}

export async function hasSessions(reader: Reader, { channelDatabaseId, epoch }: SessionOwner): Promise<boolean> {
  const found = await reader.first(`SELECT 1 AS found FROM {download_session} WHERE channel_database_id = ? AND epoch = ? LIMIT 1`, [
    channelDatabaseId,
    epoch,
  ]);
  return found !== undefined;
}

/**
 * Keeps packages and opens a session for each, in their order. A snapshot supersedes whatever is not finished of its job, a delta what
 * nobody has begun of the deltas before it, a repair nothing.
 */
export async function openSessions(
  tx: Tx,
  owner: SessionOwner,
  load: { readonly loadId: string | null; readonly packages: readonly BuiltPackage[]; readonly now: number },
): Promise<DownloadSession[]> {
  const opened: DownloadSession[] = [];
  for (const built of load.packages) {
    await keepPackage(tx, owner, built);
    opened.push(await openSession(tx, owner, built, load));
  }
  return opened;
}

async function openSession(
  tx: Tx,
  owner: SessionOwner,
  { packageId, job, kind, toVersion, definition }: BuiltPackage,
  { loadId, now }: { readonly loadId: string | null; readonly now: number },
): Promise<DownloadSession> {
  const { channelDatabaseId, epoch } = owner;
  const sessionId = newId();
  if (kind !== 'repair') {
    const isReplaced = kind === 'snapshot' ? UNFINISHED : `kind = 'delta' AND state = 'available'`;
    await tx.run(
      `UPDATE {download_session} SET state = 'superseded', superseded_by = ? WHERE channel_database_id = ? AND job = ? AND ${isReplaced}`,
      [sessionId, channelDatabaseId, job],
    );
  }
  await tx.run(
    `INSERT INTO {download_session} (session_id, channel_database_id, epoch, ordinal, job, package_id, kind, state, try_count, load_id, created_at,
       to_version, definition)
     SELECT ?, ?, ?, coalesce(max(ordinal), 0) + 1, ?, ?, ?, 'available', 0, ?, ?, ?, ? FROM {download_session} WHERE channel_database_id = ?`,
    [sessionId, channelDatabaseId, epoch, job, packageId, kind, loadId, now, toVersion, definition, channelDatabaseId],
  );
  return sessionOf(tx, owner, sessionId);
}

const DATE_OF = { requested: 'requested_at', downloaded: 'downloaded_at', applied: 'applied_at', failed: 'failed_at' } as const;

/** Notes how far a box is with a session. What is finished stays as it is: a late report changes nothing. */
export async function reportSession(
  tx: Tx,
  owner: SessionOwner,
  { sessionId, report, now }: { readonly sessionId: string; readonly report: SessionReport; readonly now: number },
): Promise<DownloadSession> {
  await takeBack(tx, sessionId);
  const session = await sessionOf(tx, owner, sessionId);
  const { tryCount: mostTries } = await readParameters(tx);
  const tryCount = session.tryCount + (report.state === 'failed' ? 1 : 0);
  const state: SessionState = report.state === 'failed' && tryCount >= mostTries ? 'canceled' : report.state;
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

/**
 * A box may begin a delta in the moment in which a further one replaces it. What it began counts: the further one, which begins where this
 * one began, is taken back, and the next run makes one that goes on from here.
 */
async function takeBack(tx: Tx, sessionId: string): Promise<void> {
  const { changes } = await tx.run(
    `UPDATE {download_session} SET state = 'superseded', superseded_by = ? WHERE kind = 'delta' AND state = 'available'
       AND session_id = (SELECT superseded_by FROM {download_session} WHERE session_id = ? AND kind = 'delta' AND state = 'superseded')`,
    [sessionId, sessionId],
  );
  if (changes === 0) return;
  await tx.run(`UPDATE {download_session} SET state = 'available', superseded_by = NULL WHERE session_id = ?`, [sessionId]);
  await runAgainFrom(tx, sessionId);
}

type SessionRow = Omit<DownloadSession, 'isUrgent'> & { isUrgent: number };
const asSession = (row: SessionRow): DownloadSession => ({ ...row, isUrgent: row.isUrgent === 1 });

async function sessionOf(reader: Reader, { channelDatabaseId }: SessionOwner, sessionId: string): Promise<DownloadSession> {
  const row = await reader.first<SessionRow>(`SELECT ${COLUMNS} FROM ${SESSIONS} WHERE s.session_id = ? AND s.channel_database_id = ?`, [
    sessionId,
    channelDatabaseId,
  ]);
  if (!row) throw new DomainError('session.unknown', `there is no session ${sessionId} for this channel database`);
  return asSession(row);
}
