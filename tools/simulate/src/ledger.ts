import { newId } from '@app/kernel';
import type { Capsule } from '@app/protocol';
import { closeSync, existsSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';

/** What a register remembers of itself: enough to come back after its process was killed. */
export interface DeviceEntry {
  readonly what: 'device';
  readonly registerId: string;
  readonly channelId: string;
  readonly deviceToken: string;
}

/** A transaction the register is about to ask for. Whether it was made is not known until one of the next two stands. */
interface AskedEntry {
  readonly what: 'asked';
  readonly registerId: string;
  readonly transactionId: string;
}

/** A card payment the register is about to ask for within a transaction. */
interface AttemptEntry {
  readonly what: 'attempt';
  readonly registerId: string;
  readonly transactionId: string;
  readonly attemptId: string;
}

/** The appliance acknowledged: from here on the sale may never be lost. */
export interface AcknowledgedEntry {
  readonly what: 'acknowledged';
  readonly registerId: string;
  readonly transactionId: string;
  readonly capsule: Capsule;
}

/** The appliance refused for good. */
interface RefusedEntry {
  readonly what: 'refused';
  readonly registerId: string;
  readonly transactionId: string;
  readonly code: string;
}

/** Another record the register was handed: of a shift, of cash, of a log-on. */
interface CapsuleEntry {
  readonly what: 'capsule';
  readonly registerId: string;
  readonly capsule: Capsule;
}

export type Entry = DeviceEntry | AskedEntry | AttemptEntry | AcknowledgedEntry | RefusedEntry | CapsuleEntry;

/**
 * The simulator's own book, a file of JSON lines written before anything is said about what it holds. It is the judge:
 * what stands here as acknowledged must be on the appliance and at headquarters, byte for byte.
 */
export class SimulatorLedger {
  readonly entries: Entry[] = [];
  private readonly file: number | undefined;

  /** `isRead` looks at the book of another process, which may be writing a line just now. */
  constructor(path: string, { isRead = false }: { isRead?: boolean } = {}) {
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    for (const line of whole.split('\n')) if (line !== '') this.entries.push(JSON.parse(line) as Entry);
    if (isRead) return;
    if (whole.length < text.length) truncateSync(path, Buffer.byteLength(whole));
    this.file = openSync(path, 'a');
  }

  append(entry: Entry): void {
    if (this.file === undefined) throw new Error('this ledger is only read');
    writeSync(this.file, `${JSON.stringify(entry)}\n`);
    this.entries.push(entry);
  }

  /** A new transaction id, on record before it is used. */
  ask(registerId: string): string {
    const transactionId = newId();
    this.append({ what: 'asked', registerId, transactionId });
    return transactionId;
  }

  device(registerId: string): DeviceEntry | undefined {
    return this.entries.findLast((entry): entry is DeviceEntry => entry.what === 'device' && entry.registerId === registerId);
  }

  acknowledged(): AcknowledgedEntry[] {
    return this.entries.filter((entry) => entry.what === 'acknowledged');
  }

  /** Every record a register holds, once each, oldest first: what it would give back to a box that lost them. */
  capsules(registerId: string): Capsule[] {
    const held = new Map<string, Capsule>();
    for (const entry of this.entries) {
      if ('capsule' in entry && entry.registerId === registerId) held.set(entry.capsule.digest, entry.capsule);
    }
    return [...held.values()];
  }

  attempts(transactionId: string): string[] {
    return this.entries.flatMap((entry) => (entry.what === 'attempt' && entry.transactionId === transactionId ? [entry.attemptId] : []));
  }

  /** Asked for, and neither acknowledged nor refused: may be there or not, but never half. Of one register, or of all. */
  unanswered(registerId?: string): string[] {
    const asked = new Set<string>();
    for (const entry of this.entries) {
      if (registerId !== undefined && entry.registerId !== registerId) continue;
      if (entry.what === 'asked') asked.add(entry.transactionId);
      else if (entry.what === 'acknowledged' || entry.what === 'refused') asked.delete(entry.transactionId);
    }
    return [...asked];
  }

  close(): void {
    if (this.file !== undefined) closeSync(this.file);
  }
}
