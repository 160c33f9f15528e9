import { upsertRows, type Reader, type Tx } from '@app/database';
import type { Instant } from '@app/kernel';
import { alarmTable } from '../tables/box';

export interface Alarm {
  /** Stable, such as `box.behind`; texts come from locale tables. */
  readonly code: string;
  /** What it is about; one alarm per code and subject. */
  readonly subject: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface StandingAlarm extends Alarm {
  readonly raisedAt: Instant;
}

export async function raiseAlarm(tx: Tx, { code, subject, details }: Alarm, now: Instant): Promise<void> {
  await upsertRows(tx, alarmTable, [{ code, subject, raised_at: now, details: JSON.stringify(details) }]);
}

export async function clearAlarm(tx: Tx, code: string, subject: string): Promise<void> {
  await tx.run('DELETE FROM {alarm} WHERE code = ? AND subject = ?', [code, subject]);
}

export async function standingAlarms(reader: Reader): Promise<StandingAlarm[]> {
  const rows = await reader.query<{ code: string; subject: string; raised_at: number; details: string }>(
    'SELECT code, subject, raised_at, details FROM {alarm} ORDER BY raised_at, code, subject',
  );
  return rows.map(({ code, subject, raised_at: raisedAt, details }) => ({
    code, subject, raisedAt, details: JSON.parse(details) as Alarm['details'],
  })); // prettier-ignore
}
