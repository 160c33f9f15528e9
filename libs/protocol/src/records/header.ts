import { z } from 'zod';
import { businessKey, counter, digestHex, instant, localDate, uuid } from '../texts';

/** Which box wrote a record. A new epoch begins when a box replaces another; a fork when a copy went its own way. */
export const boxIdentity = z.object({
  channelDatabaseId: businessKey,
  instanceId: uuid,
  epoch: z.int().min(1),
  /** 0 for the first line of history; n for the n-th fork that headquarters named. */
  fork: z.int().min(0),
});
export type BoxIdentity = z.output<typeof boxIdentity>;

export const RECORD_TYPES = ['sale', 'void', 'shift-open', 'shift-close', 'cash', 'audit', 'quotation'] as const;
/** Kinds of record that go up. Training sales have a type of their own and never leave the box. */
export type RecordType = (typeof RECORD_TYPES)[number] | 'training-sale';

/**
 * What every record starts with. The bytes are made once, inside the commit, and never again:
 * `previousDigest` chains per register and type, `counter` counts all records of a box without a gap.
 */
export const recordHeader = z.object({
  protocol: z.literal(1),
  type: z.enum([...RECORD_TYPES, 'training-sale']),
  /** The transaction id the register made for a sale; a new id for the others. */
  recordId: uuid,
  box: boxIdentity,
  /** Contiguous per channel database, instance, epoch and fork; null for training. */
  counter: counter.nullable(),
  legalEntityId: businessKey.nullable(),
  channelId: businessKey.nullable(),
  /** Null for events of the box itself. */
  registerId: businessKey.nullable(),
  /** 1, 2, 3 ... per register and type. */
  sequence: counter,
  previousDigest: digestHex,
  /** Real UTC time of the commit. */
  at: instant,
  /** Business clock; differs from `at` only where a demonstration runs on dated data. */
  businessAt: instant,
  /** Clock of the register when it asked. */
  registerTime: instant.nullable(),
  timeZone: z.string().max(60).nullable(),
  businessDate: localDate.nullable(),
  shiftId: uuid.nullable(),
  staffId: businessKey.nullable(),
  drawerId: businessKey.nullable(),
  catalogVersion: z.int().min(0),
});
export type RecordHeader = z.output<typeof recordHeader>;
