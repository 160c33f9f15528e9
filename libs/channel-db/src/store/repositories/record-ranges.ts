import { inChunks, marks, type Reader } from '@app/database';
import type { Instant } from '@app/kernel';
import { capsuleOf, type CapsuleRow } from '../journal/record-row';
import type { Stream } from '../journal/record-types';
import { namedRecord, NAMED_COLUMNS, type NamedRecord, type NamedRow } from './records';
import type { UploadRecord } from './uploads';

const IN_STREAM = 'instance_id = ? AND epoch = ? AND fork = ?';
const keyOf = ({ instanceId, epoch, fork }: Stream) => [instanceId, epoch, fork] as const;
const CHUNK = 500;

/** The first counter of a history, up to `last`, whose record was written at or after a time; one more than `last` when none was. */
export async function firstCounterSince(reader: Reader, stream: Stream, since: Instant, last: number): Promise<number> {
  let [low, high] = [1, last + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (((await writtenAt(reader, stream, middle)) ?? since) < since) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The next counter of a history of which a record is here; undefined when there is none after it. */
export async function nextCounterAfter(reader: Reader, stream: Stream, counter: number): Promise<number | undefined> {
  const row = await reader.first<{ next: number | null }>(`SELECT MIN(counter) AS next FROM {record} WHERE ${IN_STREAM} AND counter > ?`, [
    ...keyOf(stream),
    counter,
  ]);
  return row?.next ?? undefined;
}

async function writtenAt(reader: Reader, stream: Stream, counter: number): Promise<Instant | undefined> {
  const row = await reader.first<{ at: number }>(`SELECT at FROM {record} WHERE ${IN_STREAM} AND counter = ?`, [...keyOf(stream), counter]);
  return row?.at;
}

/** Digests of the records between two counters, both included, in their order. */
export function digestsBetween(
  reader: Reader,
  stream: Stream,
  { fromCounter, toCounter }: { readonly fromCounter: number; readonly toCounter: number },
): Promise<{ counter: number; digest: string; receiptNumber: string | null }[]> {
  return reader.query(
    `SELECT counter, digest, receipt_number AS "receiptNumber" FROM {record} WHERE ${IN_STREAM} AND counter BETWEEN ? AND ? ORDER BY counter`,
    [...keyOf(stream), fromCounter, toCounter],
  );
}

/** Records of a history by their counters, as people name them. */
export async function namedRecordsAt(reader: Reader, stream: Stream, counters: readonly number[]): Promise<NamedRecord[]> {
  const rows: NamedRow[] = [];
  for (const part of inChunks(counters, 1, CHUNK)) {
    rows.push(
      ...(await reader.query<NamedRow>(`SELECT ${NAMED_COLUMNS} FROM {record} WHERE ${isOneOf(part)}`, [...keyOf(stream), ...part])),
    );
  }
  return rows.map(namedRecord);
}

/** Records of a history by their counters, as they went up, in their order. */
export async function uploadRecordsAt(
  reader: Reader,
  stream: Stream,
  counters: readonly number[],
): Promise<Omit<UploadRecord, 'uploadHead'>[]> {
  const found: Omit<UploadRecord, 'uploadHead'>[] = [];
  for (const part of inChunks(counters, 1, CHUNK)) {
    const rows = await reader.query<CapsuleRow & { counter: number; currency: string | null; gross: number | null }>(
      `SELECT counter, currency, gross, bytes, digest, signature, key_id, unsigned_reason FROM {record} WHERE ${isOneOf(part)} ORDER BY counter`,
      [...keyOf(stream), ...part],
    );
    found.push(...rows.map((row) => ({ ...capsuleOf(row), counter: row.counter, currency: row.currency, gross: row.gross })));
  }
  return found;
}

const isOneOf = (counters: readonly number[]): string => `${IN_STREAM} AND counter IN (${marks(counters.length)})`;
