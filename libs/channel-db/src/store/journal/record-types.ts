import type { Amount, Instant, LocalDate } from '@app/kernel';
import type { Capsule, RecordBody, RecordHeader, RecordType } from '@app/protocol';

/** Signs a record's bytes with the key made on this box. May throw: then the record is stored unsigned, with the reason. */
export interface RecordSigner {
  sign(bytes: Uint8Array): { readonly signature: string; readonly keyId: string };
}

export interface RecordChannel {
  readonly legalEntityId: string;
  readonly channelId: string;
  readonly timeZone: string;
}

/** What a record is about, before it has numbers. */
export interface AppendRequest<Type extends RecordType = RecordType> {
  readonly type: Type;
  /** The transaction id of a sale; left out, the record gets an id of its own. */
  readonly recordId?: string;
  /** Null for events of the box itself. */
  readonly channel: RecordChannel | null;
  readonly registerId: string | null;
  readonly businessDate: LocalDate | null;
  readonly shiftId: string | null;
  readonly staffId: string | null;
  readonly drawerId: string | null;
  readonly registerTime: Instant | null;
  /** The business clock now. */
  readonly businessAt: Instant;
  readonly catalogVersion: number;
  /** Of a sale: its receipt number from the register's running number, 1, 2, 3 ... per mode. A fork adds its suffix itself. */
  readonly receiptNumber?: (sequence: number) => string;
  /** Of a live sale: what it adds to the register's perpetual total. */
  readonly gross?: Amount;
  readonly body: RecordBody<Type> | ((numbers: RecordNumbers) => RecordBody<Type>);
}

/** What a record got inside the commit. */
export interface RecordNumbers {
  /** Null for training. */
  readonly counter: number | null;
  readonly sequence: number;
  /** Empty for records that are not sales. */
  readonly receiptNumber: string;
  /** Of the register, this sale included; bigint text in minor units. `0` in training. */
  readonly perpetualTotal: string;
}

export interface AppendedRecord {
  readonly header: RecordHeader;
  readonly numbers: RecordNumbers;
  /** For the register, until headquarters has acknowledged the record. */
  readonly capsule: Capsule;
}

/** One history of counters: a box goes on under a new epoch after a replacement, and under a new fork after a copy. */
export interface Stream {
  readonly instanceId: string;
  readonly epoch: number;
  readonly fork: number;
}
