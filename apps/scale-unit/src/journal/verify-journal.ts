import { findBox, nextCounterAfter, uploadRange, uploadStates, type UploadRecord, type UploadState } from '@app/channel-db';
import type { Reader } from '@app/database';
import { decodeRecord, GENESIS, nextHead, sha256Hex, verifyBytes, type RecordHeader } from '@app/protocol';

export interface JournalReport {
  readonly records: number;
  /** Signed by this box and confirmed with its key. */
  readonly confirmed: number;
  /** Signed by a key this box does not have, or unsigned with a reason. */
  readonly unconfirmed: number;
  /** One sentence each; none means that nothing was changed, dropped or inserted. */
  readonly faults: readonly string[];
}

export interface KnownKey {
  readonly keyId: string;
  readonly publicKey: string;
}

const PAGE = 500;
const MAXIMUM_FAULTS = 100;

/** Reads the whole journal and computes it again: digests, chains per register, upload heads, counters, signatures. */
export async function verifyJournal(reader: Reader, key: KnownKey): Promise<JournalReport> {
  const check = new JournalCheck(key);
  for (const stream of await uploadStates(reader)) {
    const box = await findBox(reader);
    const isOfOther = box !== undefined && box.identity.instanceId !== stream.instanceId;
    const last = await verifyStream(reader, stream, check, isOfOther);
    const isCurrent =
      box?.identity.instanceId === stream.instanceId && box.identity.epoch === stream.epoch && box.identity.fork === stream.fork;
    if (isCurrent && last < box.lastCounter) check.fault(`after counter ${last}: records up to ${box.lastCounter} are missing`);
  }
  return check.report();
}

/** A box that took over need not have what headquarters had acknowledged of the one before: that much may be left out. */
async function verifyStream(reader: Reader, stream: UploadState, check: JournalCheck, isOfOther: boolean): Promise<number> {
  let last = 0;
  let head: string | undefined = GENESIS;
  for (;;) {
    const records = await uploadRange(reader, stream, last, PAGE);
    if (records.length === 0) {
      const next = await nextCounterAfter(reader, stream, last);
      if (!isOfOther || next === undefined || next - 1 > stream.acknowledgedCounter) return last;
      check.leaveOut();
      [last, head] = [next - 1, undefined];
      continue;
    }
    for (const record of records) head = check.record(record, head);
    last = records.at(-1)?.counter ?? last;
  }
}

class JournalCheck {
  private readonly chains = new Map<string, { sequence: number; digest: string }>();
  private readonly faults: string[] = [];
  private isPartLeftOut = false;
  private records = 0;
  private confirmed = 0;

  constructor(private readonly key: KnownKey) {}

  /** The upload head after the record. */
  record(record: UploadRecord, previousHead: string | undefined): string | undefined {
    this.records += 1;
    const name = `counter ${record.counter}`;
    if (sha256Hex(record.record) !== record.digest) this.fault(`${name}: the bytes are not the ones that were digested`);
    const decoded = decodeRecord(record.record);
    if (decoded.ok) this.chain(decoded.record.header, record.digest, name);
    else this.fault(`${name}: the record cannot be read`);
    this.signature(record, name);
    const head = previousHead === undefined ? undefined : nextHead(previousHead, record.digest);
    if (head !== undefined && record.uploadHead !== null && head !== record.uploadHead)
      this.fault(`${name}: the upload head does not follow`);
    return head;
  }

  /** Records are missing that need not be here: from now on a chain may go on further than it was read. */
  leaveOut(): void {
    this.isPartLeftOut = true;
  }

  fault(text: string): void {
    if (this.faults.length < MAXIMUM_FAULTS) this.faults.push(text);
  }

  report(): JournalReport {
    return { records: this.records, confirmed: this.confirmed, unconfirmed: this.records - this.confirmed, faults: this.faults };
  }

  private chain({ box, channelId, registerId, type, sequence, previousDigest }: RecordHeader, digest: string, name: string): void {
    // The chain of a box itself is that box's own; registers keep theirs when another box goes on.
    const chain = JSON.stringify([channelId, registerId ?? box.instanceId, type]);
    const { sequence: last, digest: head } = this.chains.get(chain) ?? { sequence: 0, digest: GENESIS };
    const isLeap = this.isPartLeftOut && sequence > last + 1;
    if (sequence !== last + 1 && !isLeap) this.fault(`${name}: number ${sequence} of its chain follows ${last}`);
    else if (previousDigest !== head && !isLeap) this.fault(`${name}: it does not follow the record before it in its chain`);
    this.chains.set(chain, { sequence, digest });
  }

  private signature({ record, signature, keyId }: UploadRecord, name: string): void {
    if (signature === null || keyId !== this.key.keyId) return;
    if (verifyBytes(this.key.publicKey, record, signature)) this.confirmed += 1;
    else this.fault(`${name}: the signature is wrong`);
  }
}
