import Bull from 'bull';
import type { Logger } from 'pino';
import type { Job, JobRunner } from './job-runner';

const STALL_MS = 60_000;

/**
 * Jobs over Redis, for several processes on one database: Bull gives a run to one of them. Loaded only when a Redis
 * address is set. Queues hold only "run this now"; what there is to do stands in the database. A run that is due and a
 * triggered one may go to two processes at once: a job does nothing that must not be done twice.
 */
export class BullRunner implements JobRunner {
  private readonly queues = new Map<string, Bull.Queue>();
  private readonly abort = new AbortController();

  constructor(
    private readonly redisUrl: string,
    private readonly prefix: string,
    private readonly log: Logger,
  ) {}

  async add(job: Job): Promise<void> {
    const queue = new Bull(job.name, this.redisUrl, { prefix: this.prefix, settings: { lockDuration: STALL_MS, maxStalledCount: 10 } });
    queue.on('error', (err) => this.log.warn({ err, job: job.name }, 'Redis cannot be reached'));
    queue.on('failed', (_, err) => this.log.error({ err, job: job.name }, 'a job failed'));
    this.queues.set(job.name, queue);
    void queue.process(1, () => job.run(this.abort.signal));
    await this.removeOldRepeats(queue);
    await queue.add({}, { jobId: job.name, repeat: { every: job.everyMs }, removeOnComplete: true, removeOnFail: true });
    if (job.runsAtStart) await this.trigger(job.name);
  }

  async trigger(name: string): Promise<void> {
    // A fixed id: while one such run waits, another would do the same work again.
    await this.queues.get(name)?.add({}, { jobId: `${name}:now`, removeOnComplete: true, removeOnFail: true });
  }

  async stop(): Promise<void> {
    this.abort.abort();
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
    this.queues.clear();
  }

  /** A changed interval is a new repeat; the old one would go on beside it. */
  private async removeOldRepeats(queue: Bull.Queue): Promise<void> {
    for (const { key } of await queue.getRepeatableJobs()) await queue.removeRepeatableByKey(key);
  }
}
