import { columnsOf, insertRows, type Reader, type RowOf, type Tx } from '@app/database';
import type { Instant } from '@app/kernel';
import { employeeSessionTable } from '../tables/devices';

type Row = RowOf<typeof employeeSessionTable>;
export type SessionState = Row['state'];

export interface EmployeeSession {
  readonly sessionId: string;
  readonly deviceId: string;
  readonly channelId: string;
  readonly registerId: string;
  readonly staffId: string;
  readonly state: SessionState;
  readonly beganAt: Instant;
  readonly lastUsedAt: Instant;
}

const COLUMNS = columnsOf(employeeSessionTable);

/** By SHA-256 of the token, whatever its state. */
export async function findSessionByToken(reader: Reader, tokenDigest: string): Promise<EmployeeSession | undefined> {
  const row = await reader.first<Row>(`SELECT ${COLUMNS} FROM {employee_session} WHERE token_digest = ?`, [tokenDigest]);
  return row && sessionOf(row);
}

/** Who stands where, for the status page. */
export async function activeSessions(reader: Reader): Promise<EmployeeSession[]> {
  const sql = `SELECT ${COLUMNS} FROM {employee_session} WHERE state IN ('active', 'locked') ORDER BY channel_id, register_id, began_at, session_id`;
  return (await reader.query<Row>(sql)).map(sessionOf);
}

/** A device has one session: a new one ends the one before. */
export async function beginSession(
  tx: Tx,
  session: Omit<EmployeeSession, 'state' | 'beganAt' | 'lastUsedAt'>,
  tokenDigest: string,
  now: Instant,
): Promise<EmployeeSession> {
  await endSessionsOf(tx, session.deviceId, now);
  const row: Row = {
    session_id: session.sessionId,
    token_digest: tokenDigest,
    device_id: session.deviceId,
    channel_id: session.channelId,
    register_id: session.registerId,
    staff_id: session.staffId,
    state: 'active',
    began_at: now,
    last_used_at: now,
    ended_at: null,
  };
  await insertRows(tx, employeeSessionTable, [row]);
  return sessionOf(row);
}

export async function endSessionsOf(tx: Tx, deviceId: string, now: Instant): Promise<void> {
  await tx.run("UPDATE {employee_session} SET state = 'ended', ended_at = ? WHERE device_id = ? AND state <> 'ended'", [now, deviceId]);
}

/** Everybody logs on anew: with that, every register shows how far its history goes. */
export async function endAllSessions(tx: Tx, now: Instant): Promise<void> {
  await tx.run("UPDATE {employee_session} SET state = 'ended', ended_at = ? WHERE state <> 'ended'", [now]);
}

/** Locks, unlocks or ends one. False when it had ended already: that is never undone. */
export async function changeSession(tx: Tx, sessionId: string, state: SessionState, now: Instant): Promise<boolean> {
  const { changes } = await tx.run(
    "UPDATE {employee_session} SET state = ?, last_used_at = ?, ended_at = ? WHERE session_id = ? AND state <> 'ended'",
    [state, now, state === 'ended' ? now : null, sessionId],
  );
  return changes === 1;
}

export async function touchSession(tx: Tx, sessionId: string, now: Instant): Promise<void> {
  await tx.run('UPDATE {employee_session} SET last_used_at = ? WHERE session_id = ?', [now, sessionId]);
}

function sessionOf(row: Row): EmployeeSession {
  return {
    sessionId: row.session_id,
    deviceId: row.device_id,
    channelId: row.channel_id,
    registerId: row.register_id,
    staffId: row.staff_id,
    state: row.state,
    beganAt: row.began_at,
    lastUsedAt: row.last_used_at,
  };
}
