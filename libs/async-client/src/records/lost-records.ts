import { clearAlarm, namedRecordsAt, raiseAlarm, standingAlarms, uploadStates, type NamedRecord, type Stream } from '@app/channel-db';
import type { Database, Reader, Tx } from '@app/database';
import type { Instant } from '@app/kernel';

/** Headquarters acknowledged the record and does not hold it; it is sent again. */
const MISSING_ALARM = 'upload.missing';
/** Headquarters holds the record with another content; people decide. */
const DIFFERENT_ALARM = 'upload.different';

/** What headquarters said about records of a history, by counter. */
export interface Findings {
  readonly missing: readonly number[];
  readonly different: readonly number[];
}

/** Records with their names, as an answer or an alarm shows them. */
export interface NamedFindings {
  readonly missing: readonly NamedRecord[];
  readonly different: readonly NamedRecord[];
}

/** More alarms at once tell nobody more. What is not alarmed is found again by the next check. */
const MOST = 500;

/** What a person calls a record by: the receipt, where it is a sale. */
const nameOf = ({ receiptNumber, recordId }: NamedRecord): string => receiptNumber ?? recordId;

/**
 * Keeps what headquarters said as alarms that name the receipts: those of records it lost or changed stand, those of records it holds
 * again go. A record that was never acknowledged is not lost: it is on its way. Answers what is lost or changed.
 */
export async function noteFindings(
  store: Database,
  stream: Stream,
  asked: readonly number[],
  findings: Findings,
  now: Instant,
): Promise<NamedFindings> {
  const acknowledged = await acknowledgedIn(store.reader, stream);
  const lost = findings.missing.filter((counter) => counter <= acknowledged);
  const missing = await namedRecordsAt(store.reader, stream, lost);
  const different = await namedRecordsAt(store.reader, stream, findings.different);
  const bad = new Set([...findings.missing, ...findings.different]);
  const held = new Set(asked.filter((counter) => !bad.has(counter)));
  await noteHeld(store, stream, (counter) => held.has(counter));
  if (missing.length + different.length === 0) return { missing, different };
  await store.unitOfWork.run(async (tx) => {
    for (const record of missing.slice(0, MOST)) await raise(tx, MISSING_ALARM, record, now);
    for (const record of different.slice(0, MOST)) await raise(tx, DIFFERENT_ALARM, record, now);
  });
  return { missing, different };
}

/** Headquarters holds these counters of a history as they are here: what stood about them is over. */
export async function noteHeld(store: Database, stream: Stream, isHeld: (counter: number) => boolean): Promise<void> {
  const standing = [...(await standingAs(store.reader, MISSING_ALARM)), ...(await standingAs(store.reader, DIFFERENT_ALARM))];
  const healed = standing.filter((one) => isSame(one, stream) && isHeld(one.counter));
  if (healed.length === 0) return;
  await store.unitOfWork.run(async (tx) => {
    for (const record of healed) await clearRecord(tx, record);
  });
}

/** Records that stand as lost at headquarters. */
export const lostRecords = (reader: Reader): Promise<NamedRecord[]> => standingAs(reader, MISSING_ALARM);

async function standingAs(reader: Reader, alarm: string): Promise<NamedRecord[]> {
  const alarms = await standingAlarms(reader);
  return alarms.filter(({ code }) => code === alarm).map(({ details }) => details as unknown as NamedRecord);
}

/** Headquarters holds the record as it is here. */
export async function clearRecord(tx: Tx, record: NamedRecord): Promise<void> {
  for (const code of [MISSING_ALARM, DIFFERENT_ALARM]) await clearAlarm(tx, code, nameOf(record));
}

export const isSame = (a: Stream, b: Stream): boolean => a.instanceId === b.instanceId && a.epoch === b.epoch && a.fork === b.fork;

const raise = (tx: Tx, code: string, record: NamedRecord, now: Instant): Promise<void> =>
  raiseAlarm(tx, { code, subject: nameOf(record), details: { ...record } }, now);

async function acknowledgedIn(reader: Reader, stream: Stream): Promise<number> {
  return (await uploadStates(reader)).find((state) => isSame(state, stream))?.acknowledgedCounter ?? 0;
}
