import type { Reader, Value } from '@app/database';

/** A record as it is handed on: in the feed and by the webhook. */
export interface Transaction {
  /** Its place in the order of receipt. */
  readonly cursor: number;
  /** Idempotency key: the same record may be handed on more than once. */
  readonly recordId: string;
  readonly type: string;
  readonly channelId: string | null;
  readonly businessDate: string | null;
  readonly receivedAt: number;
  /** SHA-256 of the record's bytes. */
  readonly digest: string;
  readonly record: unknown;
}

export interface TransactionFilter {
  readonly channelId?: string;
  readonly type?: string;
}

/**
 * What was received after a cursor, in the order of receipt. Each record has its number from the commit that brought it, so
 * none can turn up behind a reader.
 */
export async function readTransactions(
  reader: Reader,
  { channelId, type }: TransactionFilter,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<Transaction[]> {
  const parameters: Value[] = [after, channelId ?? null, channelId ?? null, type ?? null, limit];
  const rows = await reader.query<Omit<Transaction, 'record'> & { bytes: string }>(
    `SELECT arrival AS cursor, record_id AS "recordId", type, channel_id AS "channelId", business_date AS "businessDate",
       received_at AS "receivedAt", digest, bytes
     FROM {record} WHERE arrival > ? AND (? IS NULL OR channel_id = ?) AND type = coalesce(?, type) ORDER BY arrival LIMIT ?`,
    parameters,
  );
  return rows.map(({ bytes, ...known }) => ({ ...known, record: JSON.parse(bytes) as unknown }));
}
