import type { Reader, Tx } from '@app/database';
import { newId } from '@app/kernel';

/** Something a person at headquarters must look at. */
export interface Alarm {
  readonly kind:
    | 'upload.fork'
    | 'record.conflict'
    | 'record.quarantined'
    | 'record.missing'
    | 'record.different'
    | 'register.chain-broken'
    | 'download.given-up'
    | 'gift-card.unknown-operation'
    | 'gift-card.overdrawn'
    | 'gift-card.other-amount'
    | 'inbox.file-held'
    | 'inbox.file-refused'
    | 'inbox.mapping-unusable'
    | 'rollout.halted'
    | 'webhook.failing';
  readonly channelDatabaseId: string | null;
  /** What it is about; one alarm of a kind per subject. */
  readonly subject: string;
  readonly details: Readonly<Record<string, string | number | null>>;
  /** UTC milliseconds. */
  readonly at: number;
}

export interface KeptAlarm extends Alarm {
  readonly alarmId: string;
  readonly acknowledgedAt: number | null;
}

/** Raised in the unit of work that saw the reason, so that neither is kept without the other. */
export async function raiseAlarm(tx: Tx, { kind, channelDatabaseId, subject, details, at }: Alarm): Promise<void> {
  await tx.run(
    `INSERT INTO {alarm} (alarm_id, at, kind, channel_database_id, subject, details) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (kind, subject) DO NOTHING`,
    [newId(), at, kind, channelDatabaseId, subject, JSON.stringify(details)],
  );
}

/** The same trouble again, or more about it: it is shown anew, also to who has marked it as seen. */
export async function raiseAlarmAnew(tx: Tx, { kind, channelDatabaseId, subject, details, at }: Alarm): Promise<void> {
  await tx.run(
    `INSERT INTO {alarm} (alarm_id, at, kind, channel_database_id, subject, details) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (kind, subject) DO UPDATE SET details = excluded.details, acknowledged_at = NULL,
       at = CASE WHEN acknowledged_at IS NULL THEN at ELSE excluded.at END`,
    [newId(), at, kind, channelDatabaseId, subject, JSON.stringify(details)],
  );
}

/** Newest first; acknowledged ones only when asked for. */
export async function listAlarms(reader: Reader, { includeAcknowledged }: { includeAcknowledged: boolean }): Promise<KeptAlarm[]> {
  const rows = await reader.query<Omit<KeptAlarm, 'details'> & { details: string }>(
    `SELECT alarm_id AS "alarmId", at, kind, channel_database_id AS "channelDatabaseId", subject, details, acknowledged_at AS "acknowledgedAt"
     FROM {alarm} ${includeAcknowledged ? '' : 'WHERE acknowledged_at IS NULL'} ORDER BY alarm_id DESC LIMIT 1000`,
  );
  return rows.map((row) => ({ ...row, details: JSON.parse(row.details) as Alarm['details'] }));
}

/** What they were raised for is over: nobody needs to look any more. Of one subject, or of all. */
export async function settleAlarms(tx: Tx, kind: Alarm['kind'], now: number, subject?: string): Promise<void> {
  await tx.run(`UPDATE {alarm} SET acknowledged_at = ? WHERE kind = ? AND subject = coalesce(?, subject) AND acknowledged_at IS NULL`, [
    now,
    kind,
    subject ?? null,
  ]);
}

export async function acknowledgeAlarm(tx: Tx, alarmId: string, now: number): Promise<boolean> {
  const { changes } = await tx.run(`UPDATE {alarm} SET acknowledged_at = coalesce(acknowledged_at, ?) WHERE alarm_id = ?`, [now, alarmId]);
  return changes > 0;
}
