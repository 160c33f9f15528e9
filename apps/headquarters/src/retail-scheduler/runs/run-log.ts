import type { Reader, Tx } from '@app/database';

export const RUN_CAUSES = ['manual', 'cron', 'change'] as const;
export type RunCause = (typeof RUN_CAUSES)[number];
export const RUN_STATES = ['running', 'done', 'failed'] as const;

/** One run of a schedule. */
export interface ScheduleRun {
  readonly runId: string;
  readonly scheduleId: string;
  readonly cause: RunCause;
  readonly state: (typeof RUN_STATES)[number];
  /** The newest row version it saw. */
  readonly toVersion: number;
  readonly startedAt: number;
  readonly finishedAt: number | null;
  /** Channel databases that got something, and the packages for them. */
  readonly boxCount: number;
  readonly sessionCount: number;
  readonly message: string | null;
}

export async function keepRun(tx: Tx, run: ScheduleRun): Promise<void> {
  const { runId, scheduleId, cause, state, toVersion, startedAt, finishedAt, boxCount, sessionCount, message } = run;
  await tx.run(
    `INSERT OR REPLACE INTO {schedule_run} (run_id, schedule_id, cause, state, to_version, started_at, finished_at, box_count, session_count, message)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [runId, scheduleId, cause, state, toVersion, startedAt, finishedAt, boxCount, sessionCount, message],
  );
}

/** Runs, newest first; `after` is the last run of the page before. */
export function listRuns(
  reader: Reader,
  { scheduleId, limit, after }: { readonly scheduleId?: string; readonly limit: number; readonly after?: string },
): Promise<ScheduleRun[]> {
  const conditions = [...(scheduleId === undefined ? [] : ['schedule_id = ?']), ...(after === undefined ? [] : ['run_id < ?'])];
  const values = [scheduleId, after].filter((value) => value !== undefined);
  return reader.query<ScheduleRun>(
    `SELECT run_id AS "runId", schedule_id AS "scheduleId", cause, state, to_version AS "toVersion", started_at AS "startedAt",
       finished_at AS "finishedAt", box_count AS "boxCount", session_count AS "sessionCount", message
     FROM {schedule_run} ${conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`} ORDER BY run_id DESC LIMIT ?`,
    [...values, limit],
  );
}

/** At start: what still seems to run was cut off. What it did not get to is done by the next run. */
export async function closeCutRuns(tx: Tx, now: number): Promise<void> {
  await tx.run(`UPDATE {schedule_run} SET state = 'failed', message = 'the process ended', finished_at = ? WHERE state = 'running'`, [now]);
}
