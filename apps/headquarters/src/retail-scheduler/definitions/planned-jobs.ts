import type { Reader } from '@app/database';
import { ALL_JOBS, type JobId, type PlannedJob } from '@app/protocol';
import { channelDatabase } from '../../company/channel-databases';
import { listJobs } from './jobs';
import { listSchedules, type Schedule } from './schedules';

const MOST = 1_000;

/** Every download job and when it runs next for a channel database, so that its box can tell what is late from what is not due. */
export async function plannedJobs(reader: Reader, channelDatabaseId: string): Promise<PlannedJob[]> {
  const { dataGroupId } = await channelDatabase(reader, channelDatabaseId);
  const schedules = (await listSchedules(reader)).filter((one) => one.isActive && (one.dataGroupIds?.includes(dataGroupId) ?? true));
  const jobs = (await listJobs(reader)).filter(({ job, direction }) => direction === 'download' && job !== ALL_JOBS).slice(0, MOST);
  return jobs.map(({ job, name, isUrgent }) => ({ job, name, isUrgent, ...planOf(job, schedules) }));
}

function planOf(job: JobId, schedules: readonly Schedule[]): Pick<PlannedJob, 'runs' | 'nextRunAt'> {
  const own = schedules.filter(({ jobs }) => jobs.includes(job) || jobs.includes(ALL_JOBS));
  if (own.some(({ recurrence }) => recurrence.kind === 'on-change')) return { runs: 'on-change', nextRunAt: null };
  const times = own.flatMap(({ nextRunAt }) => nextRunAt ?? []);
  return times.length === 0 ? { runs: 'by-hand', nextRunAt: null } : { runs: 'at-times', nextRunAt: Math.min(...times) };
}
