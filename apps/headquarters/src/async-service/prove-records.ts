import type { Database, Reader } from '@app/database';
import type { BoxIdentity, proofAnswer, proofRequest } from '@app/protocol';
import type { z } from 'zod';
import { raiseAlarmAnew, type Alarm } from '../sales/alarms';
import { linesOf } from './upload-lines';

type Question = z.output<typeof proofRequest>;
type AskedRecord = Question['records'][number];

/**
 * Compares what a box says it sent with what is held, record by record. What was acknowledged and is missing, or has another
 * content, is an alarm that names the receipt.
 */
export async function proveRecords(database: Database, question: Question, now: number): Promise<z.output<typeof proofAnswer>> {
  const { box, records } = question;
  const held = await digestsHeld(database.reader, question);
  const isExact = ({ counter, digest }: AskedRecord): boolean => held.get(counter)?.has(digest) === true;
  const missing = records.filter(({ counter }) => !held.has(counter));
  const different = records.filter((record) => held.has(record.counter) && !isExact(record));
  const lost = missing.length === 0 ? [] : await acknowledgedOnes(database.reader, box, missing);
  const alarms = [
    ...lost.map((record) => alarmOf('record.missing', box, record, { at: now })),
    ...different.map((record) => alarmOf('record.different', box, record, { at: now })),
  ];
  if (alarms.length > 0) await database.unitOfWork.run((tx) => raiseAll(tx, alarms.slice(0, MOST_ALARMS)));
  const counters = (list: readonly AskedRecord[]): number[] => list.map(({ counter }) => counter);
  return { held: records.length - missing.length - different.length, missing: counters(missing), different: counters(different) };
}

/** Nobody reads more; a whole day that is gone is seen by its first thousand. */
const MOST_ALARMS = 1_000;

async function raiseAll(tx: Parameters<typeof raiseAlarmAnew>[0], alarms: readonly Alarm[]): Promise<void> {
  for (const alarm of alarms) await raiseAlarmAnew(tx, alarm);
}

async function digestsHeld(reader: Reader, { box, records }: Question): Promise<Map<number, Set<string>>> {
  const rows = await reader.query<{ counter: number; digest: string }>(
    `SELECT counter, digest FROM {record}
     WHERE channel_database_id = ? AND instance_id = ? AND epoch = ? AND fork = ? AND counter IN (SELECT value FROM json_each(?))`,
    [box.channelDatabaseId, box.instanceId, box.epoch, box.fork, JSON.stringify(records.map(({ counter }) => counter))],
  );
  const held = new Map<number, Set<string>>();
  for (const { counter, digest } of rows) held.set(counter, (held.get(counter) ?? new Set()).add(digest));
  return held;
}

async function acknowledgedOnes(reader: Reader, box: BoxIdentity, records: readonly AskedRecord[]): Promise<AskedRecord[]> {
  const last = Math.max(...(await linesOf(reader, box)).map(({ counter }) => counter));
  return records.filter(({ counter }) => counter <= last);
}

/** One alarm per record, however often it is asked for. `restoredAt`: it was sent again and is held. */
export function alarmOf(
  kind: 'record.missing' | 'record.different',
  { channelDatabaseId, instanceId, epoch, fork }: BoxIdentity,
  { counter, digest, receiptNumber }: AskedRecord,
  { at, restoredAt = null }: { readonly at: number; readonly restoredAt?: number | null },
): Alarm {
  const subject = `${instanceId}/${epoch}/${fork}/${counter}`;
  return { kind, channelDatabaseId, subject, details: { receiptNumber: receiptNumber ?? null, counter, digest, restoredAt }, at };
}
