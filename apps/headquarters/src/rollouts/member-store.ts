import { inChunks, valuesList, type Reader, type Tx } from '@app/database';
import type { Instant } from '@app/kernel';
import type { MemberState } from './rings/judge-box';
import type { Tally } from './rings/next-step';
import type { Member, Rollout } from './rollout';

/** A box without a beat for longer gets no order. */
const HEARD_MS = 5 * 60_000;

const COLUMNS = `m.rollout_id AS "rolloutId", m.instance_id AS "instanceId", b.channel_database_id AS "channelDatabaseId", m.place, m.ring,
  m.time_zone AS "timeZone", m.version, m.from_version AS "fromVersion", m.state, m.order_id AS "orderId", m.opens_at AS "opensAt",
  m.closes_at AS "closesAt", m.ordered_at AS "orderedAt", m.told_at AS "toldAt", m.ended_at AS "endedAt", m.update_state AS "updateState",
  m.reason, m.detail, m.tries, b.heartbeat_at AS "heardAt"`;
const FROM = `FROM {rollout_box} m JOIN {box} b ON b.instance_id = m.instance_id`;
const IS_HEARD = `b.state = 'active' AND b.heartbeat_at IS NOT NULL AND b.heartbeat_at >= ?`;

export type NewMember = Pick<Member, 'instanceId' | 'place' | 'ring' | 'timeZone' | 'version'>;

export async function insertMembers(tx: Tx, rolloutId: string, members: readonly NewMember[]): Promise<void> {
  const [parametersEach, mostParameters] = [8, 8_000];
  for (const some of inChunks(members, parametersEach, mostParameters)) {
    await tx.run(
      `INSERT INTO {rollout_box} (rollout_id, instance_id, place, ring, time_zone, version, state, tries)
       VALUES ${valuesList(some.length, parametersEach)}`,
      some.flatMap(({ instanceId, place, ring, timeZone, version }) => [
        rolloutId, instanceId, place, ring, timeZone, version, 'planned', 0,
      ]), // prettier-ignore
    );
  }
}

interface Counted {
  readonly ring: number;
  readonly state: MemberState;
  readonly isHeard: number;
  readonly touched: number;
  readonly count: number;
}

/** How many boxes of each ring are in which state. */
export function countMembers(reader: Reader, rolloutId: string, now: Instant): Promise<Counted[]> {
  return reader.query<Counted>(
    `SELECT m.ring, m.state, CASE WHEN ${IS_HEARD} THEN 1 ELSE 0 END AS "isHeard", count(*) AS count, count(m.told_at) AS touched
     ${FROM} WHERE m.rollout_id = ? GROUP BY 1, 2, 3`,
    [now - HEARD_MS, rolloutId],
  );
}

export async function tallyOf(reader: Reader, { rolloutId, ring }: Rollout, now: Instant): Promise<Tally> {
  const counted = await countMembers(reader, rolloutId, now);
  const sum = (fits: (one: Counted) => boolean) => counted.filter(fits).reduce((total, { count }) => total + count, 0);
  const inState = (state: MemberState) => sum((one) => one.state === state);
  const isOpen = (one: Counted) => one.state === 'planned' && one.ring <= ring;
  return {
    ready: sum((one) => isOpen(one) && one.isHeard === 1),
    absent: sum((one) => isOpen(one) && one.isHeard === 0),
    underWay: inState('ordered'),
    good: inState('good'),
    current: inState('current'),
    failed: inState('failed'),
    accepted: inState('accepted'),
    later: sum((one) => one.state === 'planned' && one.ring > ring),
  };
}

/** Whose turn it is, in the order of the rollout. */
export function nextMembers(reader: Reader, { rolloutId, ring }: Rollout, count: number, now: Instant): Promise<Member[]> {
  return reader.query<Member>(
    `SELECT ${COLUMNS} ${FROM} WHERE m.rollout_id = ? AND m.state = 'planned' AND m.ring <= ? AND ${IS_HEARD} ORDER BY m.place LIMIT ?`,
    [rolloutId, ring, now - HEARD_MS, count],
  );
}

/** Boxes whose turn has come and that run the version already. */
export async function settleCurrent(tx: Tx, { rolloutId, ring }: Rollout, now: Instant): Promise<void> {
  await tx.run(
    `UPDATE {rollout_box} SET state = 'current', ended_at = ? WHERE rollout_id = ? AND state = 'planned' AND ring <= ?
       AND version = (SELECT b.software_version FROM {box} b WHERE b.instance_id = {rollout_box}.instance_id)`,
    [now, rolloutId, ring],
  );
}

export type MemberChange = Pick<
  Member,
  | 'state'
  | 'orderId'
  | 'opensAt'
  | 'closesAt'
  | 'orderedAt'
  | 'toldAt'
  | 'endedAt'
  | 'updateState'
  | 'fromVersion'
  | 'reason'
  | 'detail'
  | 'tries'
>;

export async function saveMember(tx: Tx, { rolloutId, instanceId }: Member, change: MemberChange): Promise<void> {
  const { state, orderId, opensAt, closesAt, orderedAt, toldAt, endedAt, updateState, fromVersion, reason, detail, tries } = change;
  await tx.run(
    `UPDATE {rollout_box} SET state = ?, order_id = ?, opens_at = ?, closes_at = ?, ordered_at = ?, told_at = ?, ended_at = ?, update_state = ?,
       from_version = ?, reason = ?, detail = ?, tries = ? WHERE rollout_id = ? AND instance_id = ?`,
    [
      state, orderId, opensAt, closesAt, orderedAt, toldAt, endedAt, updateState, fromVersion, reason, detail, tries, rolloutId, instanceId,
    ],
  );
} // prettier-ignore

/** The order a box was given last, by whichever rollout. */
export function lastOrdered(reader: Reader, instanceId: string): Promise<Member | undefined> {
  return reader.first<Member>(
    `SELECT ${COLUMNS} ${FROM} WHERE m.instance_id = ? AND m.order_id IS NOT NULL ORDER BY m.ordered_at DESC, m.rollout_id DESC`,
    [instanceId],
  );
}

export function membersIn(reader: Reader, rolloutId: string, state: MemberState): Promise<Member[]> {
  return reader.query<Member>(`SELECT ${COLUMNS} ${FROM} WHERE m.rollout_id = ? AND m.state = ? ORDER BY m.place`, [rolloutId, state]);
}

export interface MemberPage {
  readonly state?: MemberState | undefined;
  /** The place of the last one of the page before. */
  readonly after?: number | undefined;
  readonly limit: number;
}

export function listMembers(reader: Reader, rolloutId: string, { state, after = -1, limit }: MemberPage): Promise<Member[]> {
  return reader.query<Member>(
    `SELECT ${COLUMNS} ${FROM} WHERE m.rollout_id = ? AND m.place > ? ${state === undefined ? '' : 'AND m.state = ?'} ORDER BY m.place LIMIT ?`,
    [rolloutId, after, ...(state === undefined ? [] : [state]), limit],
  );
}

/** Orders nobody was told of are not given. */
export async function withdrawUntold(tx: Tx, rolloutId: string): Promise<void> {
  await tx.run(
    `UPDATE {rollout_box} SET state = 'planned', order_id = NULL WHERE rollout_id = ? AND state = 'ordered' AND told_at IS NULL`,
    [rolloutId],
  );
}

export async function acceptFailures(tx: Tx, rolloutId: string): Promise<void> {
  await tx.run(`UPDATE {rollout_box} SET state = 'accepted' WHERE rollout_id = ? AND state = 'failed'`, [rolloutId]);
}

/** Boxes of these that another rollout has not done with. */
export async function countTaken(reader: Reader, instanceIds: readonly string[]): Promise<number> {
  const row = await reader.first<{ count: number }>(
    `SELECT count(*) AS count FROM {rollout_box} m JOIN {rollout} r ON r.rollout_id = m.rollout_id
     WHERE r.state IN ('running', 'halted') AND m.state IN ('planned', 'ordered') AND m.instance_id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(instanceIds)],
  );
  return row?.count ?? 0;
}
