import { findBox, uploadRange, uploadStates, type Stream, type UploadRecord } from '@app/channel-db';
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
    const last = await verifyStream(reader, stream, check);
    const box = await findBox(reader);
    const isCurrent =
      box?.identity.instanceId === stream.instanceId && box.identity.epoch === stream.epoch && box.identity.fork === stream.fork;
    if (isCurrent && last < box.lastCounter) check.fault(`after counter ${last}: records up to ${box.lastCounter} are missing`);
  }
  return check.report();
}

async function verifyStream(reader: Reader, stream: Stream, check: JournalCheck): Promise<number> {
  let last = 0;
  let head: string | undefined = GENESIS;
  for (;;) {
    const records = await uploadRange(reader, stream, last, PAGE);
    if (records.length === 0) return last;
    for (const record of records) head = check.record(record, head);
    last = records.at(-1)?.counter ?? last;
  }
}

class JournalCheck {
  private readonly chains = new Map<string, { sequence: number; digest: string }>();
  private readonly faults: string[] = [];
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

  fault(text: string): void {
    if (this.faults.length < MAXIMUM_FAULTS) this.faults.push(text);
  }

  report(): JournalReport {
    return { records: this.records, confirmed: this.confirmed, unconfirmed: this.records - this.confirmed, faults: this.faults };
  }

  private chain({ channelId, registerId, type, sequence, previousDigest }: RecordHeader, digest: string, name: string): void {
    const chain = JSON.stringify([channelId, registerId, type]);
    const { sequence: last, digest: head } = this.chains.get(chain) ?? { sequence: 0, digest: GENESIS };
    if (sequence !== last + 1) this.fault(`${name}: number ${sequence} of its chain follows ${last}`);
    else if (previousDigest !== head) this.fault(`${name}: it does not follow the record before it in its chain`);
    this.chains.set(chain, { sequence, digest });
  }

  private signature({ record, signature, keyId }: UploadRecord, name: string): void {
    if (signature === null || keyId !== this.key.keyId) return;
    if (verifyBytes(this.key.publicKey, record, signature)) this.confirmed += 1;
    else this.fault(`${name}: the signature is wrong`);
  }
}
