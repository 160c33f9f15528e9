import type { Reader, Tx, Value } from '@app/database';
import { newId } from '@app/kernel';
import type { BoxIdentity } from '@app/protocol';

export const UPLOAD_OUTCOMES = ['accepted', 'fork', 'superseded', 'resent'] as const;
/** `resent`: records that were acknowledged before and had been lost here; then the range has gaps, and no heads. */
type UploadOutcome = (typeof UPLOAD_OUTCOMES)[number];

/** What was kept of one batch. */
export interface UploadSession {
  readonly box: BoxIdentity;
  readonly branch: number;
  readonly fromCounter: number;
  readonly toCounter: number;
  /** Upload heads before the first and after the last record. */
  readonly heads: { readonly before: string; readonly after: string } | null;
  readonly recordCount: number;
  /** Gross of the sales per currency, in minor units. */
  readonly sums: Readonly<Record<string, string>>;
  readonly outcome: UploadOutcome;
  readonly receivedAt: number;
}

export async function keepUploadSession(tx: Tx, session: UploadSession): Promise<void> {
  const { box, branch, fromCounter, toCounter, heads, recordCount, sums, outcome, receivedAt } = session;
  await tx.run(
    `INSERT INTO {upload_session} (session_id, channel_database_id, instance_id, epoch, fork, branch, from_counter, to_counter, previous_head, head,
       record_count, sums, outcome, received_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      newId(), box.channelDatabaseId, box.instanceId, box.epoch, box.fork, branch, fromCounter, toCounter, heads?.before ?? null,
      heads?.after ?? null, recordCount, JSON.stringify(sums), outcome, receivedAt,
    ],
  ); // prettier-ignore
}

export interface UploadSessionFilter {
  readonly channelDatabaseId?: string | undefined;
  readonly outcome?: UploadOutcome | undefined;
  /** Received in this time, UTC milliseconds, both included. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

export interface UploadSessionListing extends Omit<UploadSession, 'box' | 'heads'>, BoxIdentity {
  readonly sessionId: string;
}

/** Newest first; `after` is the last of the page before. */
export async function listUploadSessions(
  reader: Reader,
  { channelDatabaseId, outcome, from, to }: UploadSessionFilter,
  { limit, after }: { readonly limit: number; readonly after?: string | undefined },
): Promise<UploadSessionListing[]> {
  const parameters: Value[] = [channelDatabaseId ?? null, outcome ?? null, from ?? 0, to ?? Number.MAX_SAFE_INTEGER, after ?? '~', limit];
  const rows = await reader.query<Omit<UploadSessionListing, 'sums'> & { sums: string }>(
    `SELECT session_id AS "sessionId", channel_database_id AS "channelDatabaseId", instance_id AS "instanceId", epoch, fork, branch,
       from_counter AS "fromCounter", to_counter AS "toCounter", record_count AS "recordCount", sums, outcome, received_at AS "receivedAt"
     FROM {upload_session}
     WHERE channel_database_id = coalesce(?, channel_database_id) AND outcome = coalesce(?, outcome) AND received_at BETWEEN ? AND ?
       AND session_id < ? ORDER BY session_id DESC LIMIT ?`,
    parameters,
  );
  return rows.map((row) => ({ ...row, sums: JSON.parse(row.sums) as UploadSession['sums'] }));
}
