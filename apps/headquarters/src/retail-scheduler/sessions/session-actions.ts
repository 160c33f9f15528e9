import type { Tx } from '@app/database';
import { DomainError } from '@app/kernel';
import { noteRetry } from '../../company/version-counters';
import { findSession, type SessionListing } from './session-list';

/** Offers a failed or canceled session again as it is, with its tries counted from 0. */
export async function retrySession(tx: Tx, sessionId: string): Promise<SessionListing> {
  const session = await findSession(tx, sessionId);
  requireState(session, ['failed', 'canceled'], 'be tried again');
  await requireNewest(tx, session);
  await tx.run(`UPDATE {download_session} SET state = 'available', try_count = 0, message = NULL WHERE session_id = ?`, [sessionId]);
  await noteRetry(tx);
  return findSession(tx, sessionId);
}

/** Takes a session back. What it carried comes with a snapshot of its job, by the next look at the box. */
export async function cancelSession(tx: Tx, sessionId: string): Promise<SessionListing> {
  const session = await findSession(tx, sessionId);
  requireState(session, ['available', 'requested', 'downloaded', 'failed'], 'be canceled');
  await tx.run(`UPDATE {download_session} SET state = 'canceled', message = 'canceled at headquarters' WHERE session_id = ?`, [sessionId]);
  return findSession(tx, sessionId);
}

function requireState({ sessionId, state }: SessionListing, allowed: readonly string[], verb: string): void {
  if (!allowed.includes(state))
    throw new DomainError('session.wrong-state', `session ${sessionId} is ${state} and cannot ${verb}`, { state });
}

/** An older package on top of a newer one would take the box back. */
async function requireNewest(tx: Tx, { sessionId, channelDatabaseId, job }: SessionListing): Promise<void> {
  const newer = await tx.first<{ sessionId: string }>(
    `SELECT n.session_id AS "sessionId" FROM {download_session} s JOIN {download_session} n
       ON n.channel_database_id = s.channel_database_id AND n.job = s.job AND (n.epoch > s.epoch OR n.ordinal > s.ordinal)
     WHERE s.session_id = ? AND s.channel_database_id = ? AND s.job = ? AND n.state NOT IN ('superseded', 'canceled') LIMIT 1`,
    [sessionId, channelDatabaseId, job],
  );
  if (newer) throw new DomainError('session.replaced', `session ${newer.sessionId} took the place of ${sessionId}`);
}
