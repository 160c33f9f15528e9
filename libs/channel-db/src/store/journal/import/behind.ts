import type { Tx, Reader } from '@app/database';
import type { Instant } from '@app/kernel';
import type { RecordType } from '@app/protocol';
import { clearAlarm, raiseAlarm, type Alarm } from '../../repositories/alarms';
import { endAllSessions } from '../../repositories/employee-sessions';
import { acknowledge } from '../../repositories/uploads';
import type { Stream } from '../record-types';
import { continueStream } from './advance-from-import';
import { missingIn } from './missing-counters';
import { awaitActiveDevices, awaitedDevices, stopAwaiting, type AwaitedDevice } from './awaited-devices';

/** The last record of a kind that a register saw. */
export interface RegisterHead {
  readonly channelId: string;
  readonly registerId: string;
  readonly type: RecordType;
  readonly sequence: number;
  readonly digest: string;
}

/** What keeps the box from numbering. All empty: nothing does. */
export interface Missing {
  readonly heads: readonly RegisterHead[];
  /** Counters of this box's own history of which no record is here. */
  readonly counters: readonly number[];
  /** Devices that have not shown their heads since the box fell behind. */
  readonly devices: readonly AwaitedDevice[];
}

const NOTHING: Missing = { heads: [], counters: [], devices: [] };

/** How many things are missing; 0 when nothing is. */
export const countOfMissing = ({ heads, counters, devices }: Missing): number => heads.length + counters.length + devices.length;

/** What a register shows of its history. */
export interface Shown {
  readonly deviceId: string;
  readonly heads: readonly RegisterHead[];
}

/**
 * A register shows the heads it knows. When one of them is unknown here, this box is an older copy: from now on it numbers
 * nothing until the missing records were posted and every other device has shown its heads too. Answers what is missing.
 */
export async function presentHeads(tx: Tx, { deviceId, heads }: Shown, now: Instant): Promise<Missing> {
  const unknown: RegisterHead[] = [];
  for (const head of heads) if (!(await isKnown(tx, head))) unknown.push(head);
  if (unknown.length > 0) await noteUnknown(tx, unknown, now);
  await stopAwaiting(tx, deviceId);
  return settleBehind(tx, now);
}

/**
 * Headquarters acknowledged records of this very history that are not here: the same finding from the other side. Numbering goes
 * on behind them, once every register has logged on anew and shown its heads. Acknowledge first.
 */
export async function presentAcknowledged(
  tx: Tx,
  { counter, head }: { readonly counter: number; readonly head: string },
  now: Instant,
): Promise<Missing> {
  const { changes } = await tx.run(
    "UPDATE {box} SET last_counter = ?, last_head = ?, changed_at = ? WHERE box_number = 1 AND state <> 'superseded' AND last_counter < ?",
    [counter, head, now, counter],
  );
  if (changes === 0) return missingOf(tx);
  const isReady = (await boxOf(tx))?.state === 'ready';
  const details = { reason: 'headquarters', acknowledgedCounter: counter };
  if (isReady) await fallBehindAsOlderCopy(tx, details, now);
  else await raiseAlarm(tx, { ...OLDER_COPY, details }, now);
  return settleBehind(tx, now);
}

/** Headquarters acknowledged more of a history that this box goes on with for another one: what is there need not be here. */
export async function presentElsewhere(
  tx: Tx,
  stream: Stream,
  point: { readonly counter: number; readonly head: string },
  now: Instant,
): Promise<void> {
  await acknowledge(tx, stream, { ...point, at: now });
  await continueStream(tx, stream, now);
}

/** Any register may hold more than is here: all log on anew and show their heads, also those that did before. */
export async function fallBehindAsOlderCopy(tx: Tx, details: Alarm['details'], now: Instant): Promise<void> {
  await raiseAlarm(tx, { ...OLDER_COPY, details }, now);
  await endAllSessions(tx, now);
  await fallBehind(tx, now);
}

/** Ready again once every awaited device has shown its heads, all of them are known, and no counter of the own history is missing. */
export async function settleBehind(tx: Tx, now: Instant): Promise<Missing> {
  const box = await boxOf(tx);
  if (box?.state !== 'behind') return NOTHING;
  const heads: RegisterHead[] = [];
  for (const head of JSON.parse(box.missing_heads) as RegisterHead[]) if (!(await isKnown(tx, head))) heads.push(head);
  const missing = { heads, counters: await missingCounters(tx), devices: await awaitedDevices(tx) };
  const state = countOfMissing(missing) === 0 ? 'ready' : 'behind';
  await tx.run('UPDATE {box} SET state = ?, missing_heads = ?, changed_at = ? WHERE box_number = 1', [state, JSON.stringify(heads), now]);
  if (state === 'ready') await clearAlarm(tx, 'box.behind', 'box');
  return missing;
}

/** What is missing now; changes nothing. */
export async function missingOf(reader: Reader): Promise<Missing> {
  const box = await boxOf(reader);
  if (box?.state !== 'behind') return NOTHING;
  return {
    heads: JSON.parse(box.missing_heads) as RegisterHead[],
    counters: await missingCounters(reader),
    devices: await awaitedDevices(reader),
  };
}

const OLDER_COPY = { code: 'box.older-copy', subject: 'box' } as const;

async function noteUnknown(tx: Tx, unknown: readonly RegisterHead[], now: Instant): Promise<void> {
  const before = await boxOf(tx);
  if (!before || before.state === 'superseded') return;
  if (before.state === 'ready') await fallBehind(tx, now);
  const noted = JSON.parse(before.missing_heads) as RegisterHead[];
  const added = unknown.filter(({ digest }) => noted.every((head) => head.digest !== digest));
  await tx.run('UPDATE {box} SET missing_heads = ?, changed_at = ? WHERE box_number = 1', [JSON.stringify([...noted, ...added]), now]);
  await raiseAlarm(tx, { code: 'box.behind', subject: 'box', details: { registers: unknown.map((head) => head.registerId) } }, now);
}

async function fallBehind(tx: Tx, now: Instant): Promise<void> {
  await tx.run("UPDATE {box} SET state = 'behind', changed_at = ? WHERE box_number = 1 AND state <> 'superseded'", [now]);
  await awaitActiveDevices(tx);
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

async function missingCounters(reader: Reader): Promise<readonly number[]> {
  const box = await boxOf(reader);
  if (!box) return [];
  return missingIn(reader, { instanceId: box.instance_id, epoch: box.epoch, fork: box.fork }, box.last_counter);
}
