import type { Reader, Value } from '@app/database';
import { DomainError } from '@app/kernel';

/** A record without its bytes. Amounts are minor units. */
export interface RecordListing {
  readonly channelDatabaseId: string;
  readonly instanceId: string;
  readonly epoch: number;
  readonly fork: number;
  readonly branch: number;
  readonly counter: number;
  readonly recordId: string | null;
  readonly digest: string;
  readonly type: string;
  readonly state: 'held' | 'duplicate' | 'quarantined';
  readonly reason: string | null;
  readonly legalEntityId: string | null;
  readonly channelId: string | null;
  readonly registerId: string | null;
  readonly at: number | null;
  readonly businessDate: string | null;
  readonly shiftId: string | null;
  readonly staffId: string | null;
  readonly receiptNumber: string | null;
  readonly currency: string | null;
  readonly gross: number | null;
  readonly receivedAt: number;
}

export interface RecordFilter {
  readonly transactionId?: string;
  readonly receiptNumber?: string;
  readonly channelDatabaseId?: string;
  readonly channelId?: string;
  readonly businessDate?: string;
  readonly type?: string;
  readonly state?: string;
}

const CONDITIONS: Readonly<Record<keyof RecordFilter, string>> = {
  transactionId: 'record_id = ?', receiptNumber: 'receipt_number = ?', channelDatabaseId: 'channel_database_id = ?',
  channelId: 'channel_id = ?', businessDate: 'business_date = ?', type: 'type = ?', state: 'state = ?',
}; // prettier-ignore

const COLUMNS = `rowid AS "row", channel_database_id AS "channelDatabaseId", instance_id AS "instanceId", epoch, fork, branch, counter,
  record_id AS "recordId", digest, type, state, reason, legal_entity_id AS "legalEntityId", channel_id AS "channelId",
  register_id AS "registerId", at, business_date AS "businessDate", shift_id AS "shiftId", staff_id AS "staffId",
  receipt_number AS "receiptNumber", currency, gross, received_at AS "receivedAt"`;

/** Records in the order in which they arrived. */
export async function findRecords(
  reader: Reader,
  filter: RecordFilter,
  { limit, after }: { readonly limit: number; readonly after: number },
): Promise<{ records: RecordListing[]; next: number | null }> {
  const given = (Object.keys(CONDITIONS) as (keyof RecordFilter)[]).filter((name) => filter[name] !== undefined);
  const where = ['rowid > ?', ...given.map((name) => CONDITIONS[name])].join(' AND ');
  const parameters: Value[] = [after, ...given.map((name) => filter[name] ?? null), limit];
  const rows = await reader.query<RecordListing & { row: number }>(
    `SELECT ${COLUMNS} FROM {record} WHERE ${where} ORDER BY rowid LIMIT ?`,
    parameters,
  );
  const next = rows.length === limit ? (rows.at(-1)?.row ?? null) : null;
  return { records: rows.map(({ row: _, ...record }) => record), next };
}

/** The bytes of every copy of a record, as they came. More than one when the same id arrived with other content. */
export async function recordBytes(reader: Reader, recordId: string): Promise<{ digest: string; state: string; bytes: string }[]> {
  const copies = await reader.query<{ digest: string; state: string; bytes: string }>(
    `SELECT digest, state, bytes FROM {record} WHERE record_id = ? AND state <> 'duplicate' ORDER BY rowid`,
    [recordId],
  );
  if (copies.length === 0) throw new DomainError('record.unknown', `headquarters holds no record ${recordId}`);
  return copies;
}
