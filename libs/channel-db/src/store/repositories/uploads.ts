import type { Reader, Tx } from '@app/database';
import type { Instant } from '@app/kernel';
import { GENESIS, type Capsule } from '@app/protocol';
import { capsuleOf, type CapsuleRow } from '../journal/record-row';
import type { Stream } from '../journal/record-types';

const IN_STREAM = 'instance_id = ? AND epoch = ? AND fork = ?';
const keyOf = ({ instanceId, epoch, fork }: Stream) => [instanceId, epoch, fork] as const;

export interface UploadState extends Stream {
  readonly acknowledgedCounter: number;
  readonly acknowledgedHead: string;
  readonly acknowledgedAt: Instant | null;
  readonly isSuperseded: boolean;
}

interface StateRow {
  readonly instance_id: string;
  readonly epoch: number;
  readonly fork: number;
  readonly acknowledged_counter: number;
  readonly acknowledged_head: string;
  readonly acknowledged_at: number | null;
  readonly is_superseded: 0 | 1;
}

/** Every history this box may have records of, oldest first. */
export async function uploadStates(reader: Reader): Promise<UploadState[]> {
  const rows = await reader.query<StateRow>(
    'SELECT instance_id, epoch, fork, acknowledged_counter, acknowledged_head, acknowledged_at, is_superseded ' +
      'FROM {upload_state} ORDER BY epoch, fork, instance_id',
  );
  return rows.map((row) => ({
    instanceId: row.instance_id,
    epoch: row.epoch,
    fork: row.fork,
    acknowledgedCounter: row.acknowledged_counter,
    acknowledgedHead: row.acknowledged_head,
    acknowledgedAt: row.acknowledged_at,
    isSuperseded: row.is_superseded === 1,
  }));
}

/** A record as it goes up. */
export interface UploadRecord extends Capsule {
  readonly counter: number;
  /** Null: records before it are missing, so it cannot go up yet. */
  readonly uploadHead: string | null;
  readonly currency: string | null;
  /** Of a sale, in minor units. */
  readonly gross: number | null;
}

/** The records after a counter, in order, without a gap: a missing counter ends the range. */
export async function uploadRange(reader: Reader, stream: Stream, afterCounter: number, limit: number): Promise<UploadRecord[]> {
  const rows = await reader.page<
    CapsuleRow & { counter: number; upload_head: string | null; currency: string | null; gross: number | null }
  >(
    'SELECT counter, upload_head, currency, gross, bytes, digest, signature, key_id, unsigned_reason FROM {record} ' +
      `WHERE ${IN_STREAM} AND counter > ? ORDER BY counter`,
    [...keyOf(stream), afterCounter],
    limit,
  );
  const gap = rows.findIndex(({ counter }, index) => counter !== afterCounter + 1 + index);
  return (gap < 0 ? rows : rows.slice(0, gap)).map((row) => ({
    ...capsuleOf(row),
    counter: row.counter,
    uploadHead: row.upload_head,
    currency: row.currency,
    gross: row.gross,
  }));
}

/** The upload head after a counter; undefined when no record of it is here. */
export async function uploadHeadAt(reader: Reader, stream: Stream, counter: number): Promise<string | undefined> {
  if (counter === 0) return GENESIS;
  const row = await reader.first<{ upload_head: string | null }>(`SELECT upload_head FROM {record} WHERE ${IN_STREAM} AND counter = ?`, [
    ...keyOf(stream),
    counter,
  ]);
  return row?.upload_head ?? undefined;
}

/** Headquarters holds everything up to a counter. Never goes back. */
export async function acknowledge(
  tx: Tx,
  stream: Stream,
  { counter, head, at }: { readonly counter: number; readonly head: string; readonly at: Instant },
): Promise<void> {
  await tx.run(
    'UPDATE {upload_state} SET acknowledged_counter = ?, acknowledged_head = ?, acknowledged_at = ? ' +
      `WHERE ${IN_STREAM} AND acknowledged_counter <= ?`,
    [counter, head, at, ...keyOf(stream), counter],
  );
}

/** The history ended at headquarters: another box goes on. What is left of it is still taken. */
export async function markSuperseded(tx: Tx, stream: Stream): Promise<void> {
  await tx.run(`UPDATE {upload_state} SET is_superseded = 1 WHERE ${IN_STREAM}`, keyOf(stream));
}

/** What headquarters does not have yet. */
export interface Waiting {
  readonly records: number;
  readonly sales: number;
  /** Gross of the waiting sales per currency, in minor units. */
  readonly amounts: Readonly<Record<string, number>>;
  readonly oldestAt: Instant | null;
}

export async function waitingUpload(reader: Reader): Promise<Waiting> {
  const waiting: WaitingRow[] = [];
  for (const state of await uploadStates(reader)) waiting.push(...(await waitingIn(reader, state)));
  const amounts: Record<string, number> = {};
  let sales = 0;
  for (const { currency, records, gross } of waiting) {
    if (currency === null) continue;
    sales += records;
    amounts[currency] = (amounts[currency] ?? 0) + (gross ?? 0);
  }
  return {
    records: waiting.reduce((sum, row) => sum + row.records, 0),
    sales,
    amounts,
    oldestAt: waiting.length === 0 ? null : Math.min(...waiting.map((row) => row.oldest_at)),
  };
}

interface WaitingRow {
  /** Null for records that are not sales. */
  readonly currency: string | null;
  readonly records: number;
  readonly gross: number | null;
  readonly oldest_at: number;
}

/** One history at a time: then only what waits is read, however long the journal is. */
function waitingIn(reader: Reader, state: UploadState): Promise<WaitingRow[]> {
  return reader.query<WaitingRow>(
    'SELECT currency, COUNT(*) AS records, SUM(gross) AS gross, MIN(at) AS oldest_at FROM {record} ' +
      `WHERE ${IN_STREAM} AND counter > ? GROUP BY currency ORDER BY currency`,
    [...keyOf(state), state.acknowledgedCounter],
  );
}
