import type { Tx, Reader } from '@app/database';
import type { Instant } from '@app/kernel';
import type { RecordType } from '@app/protocol';
import { clearAlarm, raiseAlarm } from '../../repositories/alarms';
import { endAllSessions } from '../../repositories/employee-sessions';

/** The last record of a kind that a register saw. */
export interface RegisterHead {
  readonly channelId: string;
  readonly registerId: string;
  readonly type: RecordType;
  readonly sequence: number;
  readonly digest: string;
}

/** What keeps the box from numbering. Both empty: nothing does. */
export interface Missing {
  readonly heads: readonly RegisterHead[];
  /** Counters of this box's own history of which no record is here. */
  readonly counters: readonly number[];
}

/** How many missing counters are named; more are not useful to anybody. */
const MAX_NAMED = 1_000;

/**
 * A register shows the heads it knows. When one of them is unknown here, this box is an older copy: from now on it numbers
 * nothing until the missing records were posted. Answers what is missing.
 */
export async function presentHeads(tx: Tx, heads: readonly RegisterHead[], now: Instant): Promise<Missing> {
  const unknown: RegisterHead[] = [];
  for (const head of heads) if (!(await isKnown(tx, head))) unknown.push(head);
  if (unknown.length > 0) await fallBehind(tx, unknown, now);
  return missingOf(tx);
}

/**
 * Headquarters acknowledged records of this very history that are not here: the same finding from the other side. Numbering goes
 * on behind them, and every employee logs on anew, so that each register shows its heads before it sells. Acknowledge first.
 */
export async function presentAcknowledged(
  tx: Tx,
  { counter, head }: { readonly counter: number; readonly head: string },
  now: Instant,
): Promise<Missing> {
  const { changes } = await tx.run(
    "UPDATE {box} SET state = 'behind', last_counter = ?, last_head = ?, changed_at = ? " +
      "WHERE box_number = 1 AND state <> 'superseded' AND last_counter < ?",
    [counter, head, now, counter],
  );
  if (changes === 0) return missingOf(tx);
  await endAllSessions(tx, now);
  await raiseAlarm(tx, { code: 'box.older-copy', subject: 'box', details: { acknowledgedCounter: counter } }, now);
  return settleBehind(tx, now);
}

/** Ready again once every head is known and no counter of the own history is missing. */
export async function settleBehind(tx: Tx, now: Instant): Promise<Missing> {
  const box = await boxOf(tx);
  if (box?.state !== 'behind') return { heads: [], counters: [] };
  const heads: RegisterHead[] = [];
  for (const head of JSON.parse(box.missing_heads) as RegisterHead[]) if (!(await isKnown(tx, head))) heads.push(head);
  const counters = await missingCounters(tx);
  const state = heads.length === 0 && counters.length === 0 ? 'ready' : 'behind';
  await tx.run('UPDATE {box} SET state = ?, missing_heads = ?, changed_at = ? WHERE box_number = 1', [state, JSON.stringify(heads), now]);
  if (state === 'ready') await clearAlarm(tx, 'box.behind', 'box');
  return { heads, counters };
}

/** What is missing now; changes nothing. */
export async function missingOf(reader: Reader): Promise<Missing> {
  const box = await boxOf(reader);
  if (box?.state !== 'behind') return { heads: [], counters: [] };
  return { heads: JSON.parse(box.missing_heads) as RegisterHead[], counters: await missingCounters(reader) };
}

async function fallBehind(tx: Tx, unknown: readonly RegisterHead[], now: Instant): Promise<void> {
  const box = await boxOf(tx);
  if (!box || box.state === 'superseded') return;
  const noted = JSON.parse(box.missing_heads) as RegisterHead[];
  const added = unknown.filter(({ digest }) => noted.every((head) => head.digest !== digest));
  await tx.run("UPDATE {box} SET state = 'behind', missing_heads = ?, changed_at = ? WHERE box_number = 1", [
    JSON.stringify([...noted, ...added]),
    now,
  ]);
  await raiseAlarm(tx, { code: 'box.behind', subject: 'box', details: { registers: unknown.map((head) => head.registerId) } }, now);
}

interface BoxNow {
  readonly state: string;
  readonly missing_heads: string;
  readonly instance_id: string;
  readonly epoch: number;
  readonly fork: number;
  readonly last_counter: number;
}

function boxOf(reader: Reader): Promise<BoxNow | undefined> {
  return reader.first<BoxNow>('SELECT state, missing_heads, instance_id, epoch, fork, last_counter FROM {box} WHERE box_number = 1');
}

/** Known: stored, or put aside because it contradicts what is stored. */
async function isKnown(reader: Reader, { channelId, registerId, type, sequence, digest }: RegisterHead): Promise<boolean> {
  const stored = await reader.first(
    'SELECT record_id FROM {record} WHERE channel_id = ? AND register_id = ? AND type = ? AND sequence = ? AND digest = ?',
    [channelId, registerId, type, sequence, digest],
  );
  return stored !== undefined || (await reader.first('SELECT kind FROM {record_conflict} WHERE digest = ?', [digest])) !== undefined;
}

/** Acknowledged records are at headquarters and need not be here. */
async function missingCounters(reader: Reader): Promise<number[]> {
  const box = await boxOf(reader);
  if (!box) return [];
  const key = [box.instance_id, box.epoch, box.fork];
  const state = await reader.first<{ acknowledged_counter: number }>(
    'SELECT acknowledged_counter FROM {upload_state} WHERE instance_id = ? AND epoch = ? AND fork = ?',
    key,
  );
  const from = state?.acknowledged_counter ?? 0;
  const held = await reader.query<{ counter: number }>(
    'SELECT counter FROM {record} WHERE instance_id = ? AND epoch = ? AND fork = ? AND counter > ? ORDER BY counter',
    [...key, from],
  );
  const present = new Set(held.map(({ counter }) => counter));
  const missing: number[] = [];
  for (let counter = from + 1; counter <= box.last_counter && missing.length < MAX_NAMED; counter += 1) {
    if (!present.has(counter)) missing.push(counter);
  }
  return missing;
}
