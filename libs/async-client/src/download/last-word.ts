import { findSetting, saveSetting, type JobState } from '@app/channel-db';
import type { Database, Reader } from '@app/database';
import type { Clock, Instant } from '@app/kernel';
import { instant, JOB_NAMES, jobId, plannedJob, SELLING_JOBS, type JobId } from '@app/protocol';
import { z } from 'zod';
import type { SessionList } from '../wire/exchange-client';

const SETTING = 'exchange.last-word';
/** Whoever looks judges by hours. */
const KEPT_EVERY_MS = 300_000;

/** What headquarters said last about what comes down. */
const lastWordSchema = z.object({
  /** When it should have been heard again, as it wishes to be asked. */
  againAt: instant,
  /** Jobs of which a package waits to be applied, and since when. */
  waiting: z.record(jobId, instant),
  jobs: z.array(plannedJob),
});
type LastWord = z.output<typeof lastWordSchema>;

/** Null before headquarters has said anything to a release that listens. */
export async function lastWord(reader: Reader): Promise<LastWord | null> {
  return lastWordSchema.safeParse(await findSetting(reader, SETTING)).data ?? null;
}

/** Keeps what headquarters says: another plan at once, that it was heard again every few minutes, for it is said twice a minute. */
export class Listener {
  private waiting: LastWord['waiting'] | undefined;
  private keptAt = -KEPT_EVERY_MS;
  private keptJobs = '';

  constructor(
    private readonly store: Database,
    private readonly clock: Clock,
  ) {}

  async hear({ sessions, jobs = [], profile }: SessionList): Promise<void> {
    const now = this.clock.now();
    const before = this.waiting ?? (await lastWord(this.store.reader))?.waiting ?? {};
    this.waiting = Object.fromEntries(sessions.map(({ job }) => [job, before[job] ?? now]));
    const plan = JSON.stringify(jobs);
    if (performance.now() - this.keptAt < KEPT_EVERY_MS && plan === this.keptJobs) return;
    const word: LastWord = { againAt: now + (profile?.pollSeconds ?? 0) * 1_000, waiting: this.waiting, jobs };
    await this.store.unitOfWork.run((tx) => saveSetting(tx, SETTING, word, now));
    [this.keptAt, this.keptJobs] = [performance.now(), plan];
  }
}

export interface DownloadAge extends Pick<JobState, 'job' | 'createdAt' | 'appliedAt'> {
  /** As headquarters calls it. */
  readonly name: string;
  /** By when something newer, or the word that there is nothing, should have come, as its schedule goes; null when none is expected. */
  readonly dueAt: Instant | null;
  /** What a sale costs, or who may make one, depends on it; or headquarters calls it urgent. */
  readonly isImportant: boolean;
}

/** How old what a job brought is, and whether it may be. */
export function downloadAge({ job, createdAt, appliedAt }: JobState, word: LastWord | null): DownloadAge {
  const plan = word?.jobs.find((one) => one.job === job);
  return {
    job,
    name: plan?.name ?? JOB_NAMES[job] ?? job,
    createdAt,
    appliedAt,
    dueAt: word && dueAt(job, word),
    isImportant: plan?.isUrgent === true || SELLING_JOBS.has(job),
  };
}

function dueAt(job: JobId, { againAt, waiting, jobs }: LastWord): Instant | null {
  const plan = jobs.find((one) => one.job === job);
  if (waiting[job] !== undefined) return waiting[job];
  if (plan?.runs === 'by-hand') return null;
  return plan?.runs === 'at-times' ? plan.nextRunAt : againAt;
}
