import { marks, type Reader } from '@app/database';
import type { Instant } from '@app/kernel';
import type { Capsule } from '@app/protocol';
import { CAPSULE_COLUMNS, capsuleOf, type CapsuleRow } from '../journal/record-row';
import type { RegisterHead } from '../journal/import/behind';
import { uploadStates } from './uploads';

/** A record as its register may keep it; undefined when no such record is here. */
export async function findCapsule(reader: Reader, recordId: string): Promise<Capsule | undefined> {
  const row = await reader.first<CapsuleRow>(`SELECT ${CAPSULE_COLUMNS} FROM {record} WHERE record_id = ?`, [recordId]);
  return row && capsuleOf(row);
}

/** The closings of shifts at these registers since a moment, as they were recorded. */
export async function closingsSince(reader: Reader, channelId: string, registerIds: readonly string[], since: Instant): Promise<string[]> {
  if (registerIds.length === 0) return [];
  const rows = await reader.query<{ bytes: string }>(
    `SELECT bytes FROM {record} WHERE channel_id = ? AND register_id IN (${marks(registerIds.length)}) AND type = 'shift-close' AND at >= ?`,
    [channelId, ...registerIds, since],
  );
  return rows.map(({ bytes }) => bytes);
}

/** A record as the proof to headquarters names it. */
export interface NamedRecord {
  readonly recordId: string;
  readonly type: string;
  readonly instanceId: string;
  readonly epoch: number;
  readonly fork: number;
  readonly counter: number;
  readonly digest: string;
  readonly receiptNumber: string | null;
}

/** Every counted record of a shift, for "acknowledged n, at headquarters n, digests equal". */
export async function recordsOfShift(reader: Reader, shiftId: string): Promise<NamedRecord[]> {
  const rows = await reader.query<NamedRow>(
    `SELECT ${NAMED_COLUMNS} FROM {record} WHERE shift_id = ? AND counter IS NOT NULL ORDER BY epoch, fork, counter`,
    [shiftId],
  );
  return rows.map(namedRecord);
}

export const NAMED_COLUMNS = 'record_id, type, instance_id, epoch, fork, counter, digest, receipt_number';

export interface NamedRow {
  readonly record_id: string;
  readonly type: string;
  readonly instance_id: string;
  readonly epoch: number;
  readonly fork: number;
  readonly counter: number;
  readonly digest: string;
  readonly receipt_number: string | null;
}

export const namedRecord = (row: NamedRow): NamedRecord => ({
  recordId: row.record_id,
  type: row.type,
  instanceId: row.instance_id,
  epoch: row.epoch,
  fork: row.fork,
  counter: row.counter,
  digest: row.digest,
  receiptNumber: row.receipt_number,
});

/** Where the chains of a register stand here: what a register that lost its memory may go on from. */
export async function headsOf(reader: Reader, channelId: string, registerId: string): Promise<RegisterHead[]> {
  const rows = await reader.query<{ type: RegisterHead['type']; sequence: number; digest: string }>(
    'SELECT type, sequence, digest FROM {chain_head} WHERE channel_id = ? AND register_id = ? ORDER BY type',
    [channelId, registerId],
  );
  return rows.map((row) => ({ channelId, registerId, ...row }));
}

/** When the last counted record was written, in any history: the clock never goes back behind it. */
export async function lastRecordAt(reader: Reader): Promise<Instant | undefined> {
  const times: Instant[] = [];
  for (const { instanceId, epoch, fork } of await uploadStates(reader)) {
    const sql = 'SELECT at FROM {record} WHERE instance_id = ? AND epoch = ? AND fork = ? AND counter IS NOT NULL ORDER BY counter DESC';
    times.push(...(await reader.page<{ at: number }>(sql, [instanceId, epoch, fork], 1)).map(({ at }) => at));
  }
  return times.length === 0 ? undefined : Math.max(...times);
}
