import {
  amountColumn, codeColumn, dateColumn, defineTable, digestColumn, documentColumn, idColumn, instantColumn, integerColumn, keyColumn, nullable,
} from '@app/database'; // prettier-ignore
import type { RecordType } from '@app/protocol';

/** The journal: every record as it was encoded, once. Nothing here is ever changed except the upload head of an imported record. */
export const recordTable = defineTable(
  'record',
  {
    record_id: idColumn(),
    type: codeColumn<RecordType>(20),
    instance_id: idColumn(),
    epoch: integerColumn(),
    fork: integerColumn(),
    /** Null for training, which never goes up. */
    counter: nullable(integerColumn()),
    channel_id: nullable(keyColumn()),
    register_id: nullable(keyColumn()),
    sequence: integerColumn(),
    at: instantColumn(),
    business_date: nullable(dateColumn()),
    shift_id: nullable(idColumn()),
    receipt_number: nullable(codeColumn(60)),
    currency: nullable(codeColumn(3)),
    /** Of a sale. */
    gross: nullable(amountColumn()),
    digest: digestColumn(),
    /** Null while an imported record's predecessors are missing. */
    upload_head: nullable(digestColumn()),
    signature: nullable(codeColumn(200)),
    key_id: nullable(codeColumn(80)),
    unsigned_reason: nullable(codeColumn(200)),
    /** One UTF-8 JSON line, exactly as digested and signed. Last, so that the columns before it are read without it. */
    bytes: documentColumn(),
  },
  {
    key: ['record_id'],
    indexes: [
      { name: 'ux_record_counter', columns: ['instance_id', 'epoch', 'fork', 'counter'], isUnique: true, where: 'counter IS NOT NULL' },
      { name: 'ix_record_chain', columns: ['channel_id', 'register_id', 'type', 'sequence'] },
      { name: 'ix_record_shift', columns: ['shift_id'] },
    ],
  },
);

export type ConflictKind = 'other-digest' | 'other-counter' | 'other-database' | 'bad-signature' | 'unreadable';

/** What came in and could not be kept beside what is there. Both stay; a person decides. */
export const recordConflictTable = defineTable(
  'record_conflict',
  {
    /** Digest of the record, or of the whole capsule where that does not fit: the same conflict is stored once. */
    digest: digestColumn(),
    record_id: nullable(idColumn()),
    kind: codeColumn<ConflictKind>(20),
    noticed_at: instantColumn(),
    /** The capsule as it came, JSON. */
    capsule: documentColumn(),
  },
  { key: ['digest'] },
);
