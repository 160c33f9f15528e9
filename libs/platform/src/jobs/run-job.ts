import type { Logger } from 'pino';
import type { Job } from './job-runner';

/** One run. A job that fails is reported and tried again at its next time; its state is in the database. */
export async function runJob(job: Job, signal: AbortSignal, log: Logger): Promise<void> {
  try {
    await job.run(signal);
  } catch (error) {
    if (!signal.aborted) log.error({ err: error, job: job.name }, 'a job failed');
  }
}
