import { setTimeout as sleep } from 'node:timers/promises';
import { recordsOfShift, uploadStates, type NamedRecord, type Stream, type UploadState } from '@app/channel-db';
import type { Reader } from '@app/database';
import type { ProofAnswer, RecordProof } from './record-proof';
import type { ShiftProof } from './shift-schema';

/** "Acknowledged n, at headquarters n, digests equal", or the missing records by name. */
export async function proveShift(reader: Reader, proof: RecordProof, shiftId: string): Promise<ShiftProof> {
  const records = await recordsOfShift(reader, shiftId);
  const states = await uploadStates(reader);
  const unacknowledged = records.filter((record) => !isAcknowledged(record, states));
  const nameOf = naming(states);
  const findings = await askHeadquarters(proof, records);
  const local = { shiftId, recordCount: records.length, acknowledgedCount: records.length - unacknowledged.length };
  if (findings.kind === 'unreachable') {
    return {
      ...local, atHeadquartersCount: null, areDigestsEqual: null, isProven: false,
      missing: unacknowledged.map(nameOf), different: [], headquarters: { isReachable: false, reason: findings.reason },
    }; // prettier-ignore
  }
  const { missing, different } = findings;
  return {
    ...local,
    atHeadquartersCount: records.length - missing.length - different.length,
    areDigestsEqual: different.length === 0,
    isProven: unacknowledged.length + missing.length + different.length === 0,
    missing: missing.map(nameOf),
    different: different.map(nameOf),
    headquarters: { isReachable: true, reason: null },
  };
}

/** A close waits this long for headquarters and no longer. */
const PATIENCE_MS = 3_000;

/** The proof for who cannot wait: what is known here when headquarters takes too long. */
export async function proveInTime(reader: Reader, proof: RecordProof, shiftId: string): Promise<ShiftProof> {
  const patient: RecordProof = {
    prove: (stream, records) => Promise.race([proof.prove(stream, records), sleep(PATIENCE_MS, TOO_SLOW, { ref: false })]),
  };
  return proveShift(reader, patient, shiftId);
}

const TOO_SLOW: ProofAnswer = { kind: 'unreachable', reason: 'headquarters takes too long to answer' };

type Findings =
  | { readonly kind: 'answered'; readonly missing: readonly NamedRecord[]; readonly different: readonly NamedRecord[] }
  | Extract<ProofAnswer, { kind: 'unreachable' }>;

/** A shift may span histories: a fork or a replacement in its middle. Each is asked about by itself. */
async function askHeadquarters(proof: RecordProof, records: readonly NamedRecord[]): Promise<Findings> {
  const missing: NamedRecord[] = [];
  const different: NamedRecord[] = [];
  for (const { stream, records: own } of byStream(records)) {
    const answer = await proof.prove(stream, own.map(({ counter, digest, receiptNumber }) => ({ counter, digest, receiptNumber }))); // prettier-ignore
    if (answer.kind === 'unreachable') return answer;
    missing.push(...own.filter(({ counter }) => answer.missing.includes(counter)));
    different.push(...own.filter(({ counter }) => answer.different.includes(counter)));
  }
  return { kind: 'answered', missing, different };
}

/** What one question may name. */
const RECORDS_PER_QUESTION = 20_000;

function byStream(records: readonly NamedRecord[]): { stream: Stream; records: NamedRecord[] }[] {
  const questions: { stream: Stream; records: NamedRecord[] }[] = [];
  for (const record of records) {
    const last = questions.at(-1);
    if (last && isSame(last.stream, record) && last.records.length < RECORDS_PER_QUESTION) last.records.push(record);
    else questions.push({ stream: record, records: [record] });
  }
  return questions;
}

const isSame = (a: Stream, b: Stream): boolean => a.instanceId === b.instanceId && a.epoch === b.epoch && a.fork === b.fork;

function isAcknowledged(record: NamedRecord, states: readonly UploadState[]): boolean {
  const state = states.find((stream) => isSame(stream, record));
  return state !== undefined && record.counter <= state.acknowledgedCounter;
}

const naming =
  (states: readonly UploadState[]) =>
  (record: NamedRecord): ShiftProof['missing'][number] => {
    const { recordId, type, receiptNumber, counter } = record;
    return { recordId, type, receiptNumber, counter, wasAcknowledged: isAcknowledged(record, states) };
  };
