import type { Reader, Tx } from '@app/database';
import { DomainError, newId } from '@app/kernel';
import type { Rollout, RolloutEvent } from './rollout';

type RolloutRow = Omit<Rollout, 'percents' | 'window'> & { percents: string; windowFrom: string | null; windowTo: string | null };

const COLUMNS = `rollout_id AS "rolloutId", kind, version, undoes, percents, starts_with AS "startsWith",
  halt_above_percent AS "haltAbovePercent", window_from AS "windowFrom", window_to AS "windowTo", state, ring, ring_count AS "ringCount",
  ring_since AS "ringSince", created_at AS "createdAt", changed_at AS "changedAt"`;

export async function insertRollout(tx: Tx, rollout: Rollout): Promise<void> {
  const { rolloutId, kind, version, undoes, percents, startsWith, haltAbovePercent, window, state, ring, ringCount, ringSince } = rollout;
  await tx.run(
    `INSERT INTO {rollout} (rollout_id, kind, version, undoes, percents, starts_with, halt_above_percent, window_from, window_to, state,
       ring, ring_count, ring_since, created_at, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      rolloutId, kind, version, undoes, JSON.stringify(percents), startsWith, haltAbovePercent, window?.from ?? null, window?.to ?? null, state,
      ring, ringCount, ringSince, rollout.createdAt, rollout.changedAt,
    ],
  );
} // prettier-ignore

/** What changes of it: its state and how far it is open. */
export async function saveRollout(tx: Tx, { rolloutId, state, ring, ringSince, changedAt }: Rollout): Promise<void> {
  await tx.run(`UPDATE {rollout} SET state = ?, ring = ?, ring_since = ?, changed_at = ? WHERE rollout_id = ?`, [
    state,
    ring,
    ringSince,
    changedAt,
    rolloutId,
  ]);
}

export async function findRollout(reader: Reader, rolloutId: string): Promise<Rollout> {
  const row = await reader.first<RolloutRow>(`SELECT ${COLUMNS} FROM {rollout} WHERE rollout_id = ?`, [rolloutId]);
  if (!row) throw new DomainError('rollout.unknown', `there is no rollout ${rolloutId}`);
  return rolloutOf(row);
}

/** Newest first; `after` is the last of the page before. */
export async function listRollouts(reader: Reader, { limit, after }: { limit: number; after?: string | undefined }): Promise<Rollout[]> {
  const rows = await reader.query<RolloutRow>(
    `SELECT ${COLUMNS} FROM {rollout} ${after === undefined ? '' : 'WHERE rollout_id < ?'} ORDER BY rollout_id DESC LIMIT ?`,
    after === undefined ? [limit] : [after, limit],
  );
  return rows.map(rolloutOf);
}

export function unfinishedRollouts(reader: Reader): Promise<{ rolloutId: string }[]> {
  return reader.query(
    `SELECT rollout_id AS "rolloutId" FROM {rollout} WHERE state IN ('running', 'halted') ORDER BY rollout_id`,
  );
} // prettier-ignore

export async function noteEvent(tx: Tx, rolloutId: string, event: RolloutEvent): Promise<void> {
  const { at, kind, who, ring, failedCount, endedCount } = event;
  await tx.run(
    `INSERT INTO {rollout_event} (event_id, rollout_id, at, kind, who, ring, failed_count, ended_count) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    [newId(), rolloutId, at, kind, who, ring, failedCount, endedCount],
  );
}

/** Newest first. */
export function listEvents(reader: Reader, rolloutId: string): Promise<RolloutEvent[]> {
  return reader.query<RolloutEvent>(
    `SELECT at, kind, who, ring, failed_count AS "failedCount", ended_count AS "endedCount" FROM {rollout_event}
     WHERE rollout_id = ? ORDER BY event_id DESC LIMIT 200`,
    [rolloutId],
  );
}

function rolloutOf({ percents, windowFrom, windowTo, ...row }: RolloutRow): Rollout {
  const window = windowFrom === null || windowTo === null ? null : { from: windowFrom, to: windowTo };
  return { ...row, percents: JSON.parse(percents) as number[], window };
}
