import type { Database, Reader, Tx } from '@app/database';
import { ALL_JOBS, ENTITIES, JOB_NAMES, UPLOAD_JOB, type JobId } from '@app/protocol';
import type { Condition } from './subjob-filter';

const SCHEDULES = [
  { scheduleId: 'downloads', name: 'All download jobs, as soon as something changes', job: ALL_JOBS },
  { scheduleId: 'uploads', name: 'What stores sold, as it happens', job: UPLOAD_JOB },
] as const;

/** How much of the predefined set was made. */
export interface Initialised {
  readonly jobs: number;
  readonly subjobs: number;
  readonly schedules: number;
}

/** Makes what is missing of the predefined jobs, subjobs and schedules. What is there stays as it is, so it is safe to repeat. */
export async function initialise(database: Database): Promise<Initialised> {
  if (await isComplete(database.reader)) return { jobs: 0, subjobs: 0, schedules: 0 };
  return database.unitOfWork.run(async (tx) => ({
    jobs: await added(tx, Object.entries(JOB_NAMES), insertJob),
    subjobs: await added(tx, ENTITIES, insertSubjob),
    schedules: await added(tx, SCHEDULES, insertSchedule),
  }));
}

async function isComplete(reader: Reader): Promise<boolean> {
  const counts = await reader.first<{ jobs: number; subjobs: number; schedules: number }>(
    `SELECT (SELECT count(*) FROM {scheduler_job} WHERE is_predefined = 1) AS jobs, (SELECT count(*) FROM {scheduler_subjob}) AS subjobs,
       (SELECT count(*) FROM {distribution_schedule} WHERE is_predefined = 1) AS schedules`,
  );
  const isAll = (count: number | undefined, wanted: number): boolean => (count ?? 0) >= wanted;
  return (
    isAll(counts?.jobs, Object.keys(JOB_NAMES).length) &&
    isAll(counts?.subjobs, ENTITIES.length) &&
    isAll(counts?.schedules, SCHEDULES.length)
  );
}

async function added<Item>(tx: Tx, items: readonly Item[], insert: (tx: Tx, item: Item) => Promise<{ changes: number }>): Promise<number> {
  let count = 0;
  for (const item of items) count += (await insert(tx, item)).changes;
  return count;
}

const insertJob = (tx: Tx, [job, name]: readonly [JobId, string]) =>
  tx.run(`INSERT INTO {scheduler_job} (job, name, direction, is_predefined, is_urgent) VALUES (?, ?, ?, 1, 0) ON CONFLICT (job) DO UPDATE SET is_predefined = 1 WHERE is_predefined = 0`, [
    job, name, job === UPLOAD_JOB ? 'upload' : 'download',
  ]); // prettier-ignore

/** Only offers and coupons that are enabled go down; one that is not any more goes with the next package (field notes 5.4). */
const ENABLED: readonly Condition[] = [{ field: 'isEnabled', operator: 'is', value: true }];
const FILTERS: Readonly<Record<string, readonly Condition[]>> = { offer: ENABLED, coupon: ENABLED };

const insertSubjob = (tx: Tx, { name, job }: (typeof ENTITIES)[number]) =>
  tx.run(
    `INSERT INTO {scheduler_subjob} (entity, job, fields, filter, is_active, revision) VALUES (?, ?, NULL, ?, 1, 1) ON CONFLICT (entity) DO NOTHING`,
    [name, job, JSON.stringify(FILTERS[name] ?? [])],
  );

const insertSchedule = (tx: Tx, { scheduleId, name, job }: (typeof SCHEDULES)[number]) =>
  tx.run(
    `INSERT INTO {distribution_schedule} (schedule_id, name, jobs, data_groups, recurrence, cron, is_active, is_predefined, next_run_at,
       covered_version, covered_definition) VALUES (?, ?, ?, NULL, 'on-change', NULL, 1, 1, NULL, -1, -1) ON CONFLICT (schedule_id) DO NOTHING`,
    [scheduleId, name, JSON.stringify([job])],
  );
