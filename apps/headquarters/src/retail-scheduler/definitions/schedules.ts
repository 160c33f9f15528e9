import type { Reader, Tx } from '@app/database';
import { DomainError } from '@app/kernel';
import type { JobId } from '@app/protocol';
import type { Recurrence } from './recurrence';

/** Which jobs go to which groups, and when. */
export interface Schedule {
  readonly scheduleId: string;
  readonly name: string;
  /** 9999 stands for all download jobs. */
  readonly jobs: readonly JobId[];
  /** Null for every group. */
  readonly dataGroupIds: readonly string[] | null;
  readonly recurrence: Recurrence;
  readonly isActive: boolean;
  readonly isPredefined: boolean;
  /** UTC milliseconds; null when no time is set. */
  readonly nextRunAt: number | null;
  /** Row version and definition up to which it ran on change; -1 before its first run. */
  readonly covered: { readonly version: number; readonly definition: number };
}

interface ScheduleRow {
  scheduleId: string;
  name: string;
  jobs: string;
  dataGroups: string | null;
  recurrence: Recurrence['kind'];
  cron: string | null;
  isActive: number;
  isPredefined: number;
  nextRunAt: number | null;
  version: number;
  definition: number;
}

const SELECT = `SELECT schedule_id AS "scheduleId", name, jobs, data_groups AS "dataGroups", recurrence, cron, is_active AS "isActive",
  is_predefined AS "isPredefined", next_run_at AS "nextRunAt", covered_version AS version, covered_definition AS definition
  FROM {distribution_schedule}`;

export async function listSchedules(reader: Reader): Promise<Schedule[]> {
  return (await reader.query<ScheduleRow>(`${SELECT} ORDER BY schedule_id`)).map(asSchedule);
}

export async function findSchedule(reader: Reader, scheduleId: string): Promise<Schedule> {
  const row = await reader.first<ScheduleRow>(`${SELECT} WHERE schedule_id = ?`, [scheduleId]);
  if (!row) throw new DomainError('schedule.unknown', `there is no schedule ${scheduleId}`);
  return asSchedule(row);
}

/** Active schedules whose time has come. */
export async function dueSchedules(reader: Reader, now: number): Promise<Schedule[]> {
  return (await reader.query<ScheduleRow>(`${SELECT} WHERE is_active = 1 AND next_run_at <= ? ORDER BY next_run_at`, [now])).map(
    asSchedule,
  );
}

export async function schedulesOnChange(reader: Reader): Promise<Schedule[]> {
  return (await reader.query<ScheduleRow>(`${SELECT} WHERE is_active = 1 AND recurrence = 'on-change' ORDER BY schedule_id`)).map(
    asSchedule,
  );
}

type GivenSchedule = Omit<Schedule, 'isPredefined' | 'covered'>;

/** Makes or changes a schedule. What was changed runs over everything once. */
export async function putSchedule(tx: Tx, schedule: GivenSchedule): Promise<void> {
  const { scheduleId, name, jobs, dataGroupIds, recurrence, isActive, nextRunAt } = schedule;
  await requireKnown(tx, schedule);
  await tx.run(
    `INSERT INTO {distribution_schedule} (schedule_id, name, jobs, data_groups, recurrence, cron, is_active, is_predefined, next_run_at,
       covered_version, covered_definition) VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, -1, -1)
     ON CONFLICT (schedule_id) DO UPDATE SET name = excluded.name, jobs = excluded.jobs, data_groups = excluded.data_groups,
       recurrence = excluded.recurrence, cron = excluded.cron, is_active = excluded.is_active, next_run_at = excluded.next_run_at,
       covered_version = -1, covered_definition = -1`,
    [scheduleId, name, JSON.stringify(jobs), dataGroupIds && JSON.stringify(dataGroupIds), recurrence.kind,
      recurrence.kind === 'cron' ? recurrence.cron : null, isActive ? 1 : 0, nextRunAt],
  ); // prettier-ignore
}

export async function removeSchedule(tx: Tx, scheduleId: string): Promise<void> {
  const { isPredefined } = await findSchedule(tx, scheduleId);
  if (isPredefined) throw new DomainError('schedule.predefined', `schedule ${scheduleId} is predefined; it can be made inactive`);
  await tx.run(`DELETE FROM {distribution_schedule} WHERE schedule_id = ?`, [scheduleId]);
}

export async function setNextRun(tx: Tx, scheduleId: string, nextRunAt: number | null): Promise<void> {
  await tx.run(`UPDATE {distribution_schedule} SET next_run_at = ? WHERE schedule_id = ?`, [nextRunAt, scheduleId]);
}

/** Notes how far a run on change came, unless something asked meanwhile for another one from further back. */
export async function noteCovered(tx: Tx, { scheduleId, covered }: Schedule, to: Schedule['covered']): Promise<void> {
  await tx.run(
    `UPDATE {distribution_schedule} SET covered_version = ?, covered_definition = ?
     WHERE schedule_id = ? AND covered_version = ? AND covered_definition = ?`,
    [to.version, to.definition, scheduleId, covered.version, covered.definition],
  );
}

/**
 * What changed after the session's package is offered again by the next run on change. One less than where it stood, so that a run in
 * progress sees that it does not cover this.
 */
export async function runAgainFrom(tx: Tx, sessionId: string): Promise<void> {
  await tx.run(
    `UPDATE {distribution_schedule} SET covered_version =
       min(covered_version, (SELECT to_version FROM {download_session} WHERE session_id = ?)) - 1`,
    [sessionId],
  );
}

async function requireKnown(reader: Reader, { jobs, dataGroupIds }: Pick<Schedule, 'jobs' | 'dataGroupIds'>): Promise<void> {
  const missing = (table: string, column: string, wanted: readonly string[]) =>
    reader.first<{ id: string }>(
      `SELECT value AS id FROM json_each(?) WHERE value NOT IN (SELECT ${column} FROM {${table}}) LIMIT 1`,
      [JSON.stringify(wanted)],
    ); // prettier-ignore
  const job = await missing('scheduler_job', 'job', jobs);
  if (job) throw new DomainError('job.unknown', `there is no job ${job.id}`);
  const group = await missing('data_group', 'data_group_id', dataGroupIds ?? []);
  if (group) throw new DomainError('data-group.unknown', `there is no data group ${group.id}`);
}

function asSchedule({ jobs, dataGroups, recurrence, cron, isActive, isPredefined, version, definition, ...row }: ScheduleRow): Schedule {
  return {
    ...row,
    jobs: JSON.parse(jobs) as JobId[],
    dataGroupIds: dataGroups === null ? null : (JSON.parse(dataGroups) as string[]),
    recurrence: recurrence === 'cron' ? { kind: 'cron', cron: cron ?? '' } : { kind: recurrence },
    isActive: isActive === 1,
    isPredefined: isPredefined === 1,
    covered: { version, definition },
  };
}
