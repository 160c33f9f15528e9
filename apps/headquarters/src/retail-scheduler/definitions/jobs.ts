import type { Reader, Tx } from '@app/database';
import { DomainError } from '@app/kernel';
import { ALL_JOBS, FIRST_LOAD_JOBS, UPLOAD_JOB, type JobId } from '@app/protocol';
import { noteDefinitionChange } from '../../company/version-counters';

export interface SchedulerJob {
  readonly job: JobId;
  readonly name: string;
  readonly direction: 'download' | 'upload';
  readonly isPredefined: boolean;
  /** Goes down first, and on metered lines. */
  readonly isUrgent: boolean;
}

type JobRow = Omit<SchedulerJob, 'isPredefined' | 'isUrgent'> & { isPredefined: number; isUrgent: number };

export async function listJobs(reader: Reader): Promise<SchedulerJob[]> {
  const rows = await reader.query<JobRow>(
    `SELECT job, name, direction, is_predefined AS "isPredefined", is_urgent AS "isUrgent" FROM {scheduler_job} ORDER BY job`,
  );
  return rows.map((row) => ({ ...row, isPredefined: row.isPredefined === 1, isUrgent: row.isUrgent === 1 }));
}

/** Makes an own download job, or renames any job and says whether it is urgent. */
export async function putJob(tx: Tx, { job, name, isUrgent }: Pick<SchedulerJob, 'job' | 'name' | 'isUrgent'>): Promise<void> {
  await tx.run(
    `INSERT INTO {scheduler_job} (job, name, direction, is_predefined, is_urgent) VALUES (?, ?, 'download', 0, ?)
     ON CONFLICT (job) DO UPDATE SET name = excluded.name, is_urgent = excluded.is_urgent`,
    [job, name, isUrgent ? 1 : 0],
  );
}

/** Only an own job that carries nothing can go. */
export async function removeJob(tx: Tx, job: JobId): Promise<void> {
  const found = (await listJobs(tx)).find((one) => one.job === job);
  if (!found) throw new DomainError('job.unknown', `there is no job ${job}`);
  if (found.isPredefined) throw new DomainError('job.predefined', `job ${job} is predefined`);
  const subjob = await tx.first<{ entity: string }>(`SELECT entity FROM {scheduler_subjob} WHERE job = ? LIMIT 1`, [job]);
  if (subjob) throw new DomainError('job.in-use', `job ${job} carries ${subjob.entity}; give it to another job first`);
  await tx.run(`DELETE FROM {scheduler_job} WHERE job = ?`, [job]);
  await noteDefinitionChange(tx);
}

/** A job that may carry entities down: not the one for all, not the upload. */
export async function requireDownloadJob(reader: Reader, job: JobId): Promise<void> {
  const found = await reader.first<{ direction: string }>(`SELECT direction FROM {scheduler_job} WHERE job = ?`, [job]);
  if (!found) throw new DomainError('job.unknown', `there is no job ${job}`);
  if (found.direction !== 'download' || job === ALL_JOBS) throw new DomainError('job.carries-nothing', `job ${job} carries no entities`);
}

/** The order of a first load: configuration, registers, staff, products, prices, then the others by their numbers. */
export function inLoadOrder(jobs: Iterable<JobId>): JobId[] {
  const place = (job: JobId): number => (FIRST_LOAD_JOBS.includes(job) ? FIRST_LOAD_JOBS.indexOf(job) : FIRST_LOAD_JOBS.length);
  return [...new Set(jobs)].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}

/** Download jobs named by a list in which 9999 stands for all. */
export function downloadJobsIn(named: readonly JobId[], all: readonly JobId[]): JobId[] {
  return inLoadOrder(named.includes(ALL_JOBS) ? all : named.filter((job) => job !== UPLOAD_JOB && all.includes(job)));
}
