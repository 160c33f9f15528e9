import type { JobStanding } from './job-ledger';

/** Work that repeats. It must be safe to run again: after a crash it starts from what the database says. */
export interface Job {
  readonly name: string;
  /** Pause between the end of one run and the start of the next. */
  readonly everyMs: number;
  /** Runs once at start too, instead of only after the first pause. */
  readonly runsAtStart?: boolean;
  readonly run: (signal: AbortSignal) => Promise<void>;
}

/**
 * Runs jobs, each never twice at the same time. In this process by default; with Redis (Bull) several processes share the
 * jobs, and a run whose process can no longer prove that it is the only one is aborted: it has seconds to end. No state of
 * ours is in Redis: losing it loses nothing, jobs wait until it is back.
 */
export interface JobRunner {
  add(job: Job): Promise<void>;
  /** Runs a job soon, ahead of its time; while it is running, once more afterwards. */
  trigger(name: string): Promise<void>;
  /** How the runs of this process ended, of each job that has run. */
  standing(): readonly JobStanding[];
  /** Aborts what runs and waits for it. */
  stop(): Promise<void>;
}
export const JOB_RUNNER = 'platform:job-runner';
