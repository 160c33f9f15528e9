import { DomainError } from '@app/kernel';
import type { Logger } from 'pino';
import { JobLedger, type JobStanding } from './job-ledger';
import type { Job, JobRunner } from './job-runner';
import { runJob } from './run-job';

/** The in-process runner: one timer a job, started when the run before has ended. */
export class IntervalRunner implements JobRunner {
  private readonly loops = new Map<string, JobLoop>();
  private readonly ledger = new JobLedger();

  constructor(
    private readonly log: Logger,
    /** How long jobs that run at start leave the start alone. */
    private readonly startDelayMs = 0,
  ) {}

  async add(job: Job): Promise<void> {
    if (this.loops.has(job.name)) throw new DomainError('internal.invariant', `the job ${job.name} was added twice`);
    const loop = new JobLoop(job, this.log, this.ledger);
    this.loops.set(job.name, loop);
    loop.schedule(job.runsAtStart ? this.startDelayMs : job.everyMs);
  }

  async trigger(name: string): Promise<void> {
    this.loops.get(name)?.trigger();
  }

  standing(): JobStanding[] {
    return this.ledger.standing();
  }

  async stop(): Promise<void> {
    await Promise.all([...this.loops.values()].map((loop) => loop.stop()));
    this.loops.clear();
  }
}

class JobLoop {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private isWantedAgain = false;
  private readonly abort = new AbortController();

  constructor(
    private readonly job: Job,
    private readonly log: Logger,
    private readonly ledger: JobLedger,
  ) {}

  schedule(delayMs: number): void {
    if (this.abort.signal.aborted) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.start(), delayMs);
  }

  trigger(): void {
    if (this.running) this.isWantedAgain = true;
    else this.schedule(0);
  }

  async stop(): Promise<void> {
    this.abort.abort();
    clearTimeout(this.timer);
    await this.running;
  }

  private start(): void {
    this.running = runJob(this.job, this.abort.signal, this.log, this.ledger).finally(() => {
      this.running = undefined;
      const delayMs = this.isWantedAgain ? 0 : this.job.everyMs;
      this.isWantedAgain = false;
      this.schedule(delayMs);
    });
  }
}
