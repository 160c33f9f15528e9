import type { Logger } from 'pino';
import type { JobLedger } from './job-ledger';
import type { Job } from './job-runner';

/** One run. A job that fails is reported and tried again at its next time; its state is in the database. */
export async function runJob(job: Job, signal: AbortSignal, log: Logger, ledger: JobLedger): Promise<void> {
  try {
    await job.run(signal);
    ledger.noteEnd(job.name, false);
  } catch (error) {
    if (signal.aborted) return;
    ledger.noteEnd(job.name, true);
    log.error({ err: error, job: job.name }, 'a job failed');
  }
}
