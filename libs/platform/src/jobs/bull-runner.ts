import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '@app/kernel';
import Bull from 'bull';
import type { Logger } from 'pino';
import type { Job, JobRunner } from './job-runner';
import { underLease } from './lease';
import { JobLedger, type JobStanding } from './job-ledger';
import { runJob } from './run-job';

const LEASE_MS = 10_000;
/** When a job's lease is with somebody else, its run is tried again after this. */
const TAKEN_MS = 1_000;
const LOOK_AFTER_MS = 5_000;
const CLOSE_MS = 3_000;
const REDIS = { maxRetriesPerRequest: 1, connectTimeout: 5_000, retryStrategy: (tries: number) => Math.min(tries * 250, 2_000) };

/**
 * Jobs over Redis, for several processes on one database. Loaded only when a Redis address is set. Every job is one entry in
 * one queue: it waits for its time, is run by one process, and is put back. The lease makes certain that nobody else runs it
 * meanwhile. Redis holds nothing but "when next": while it is away jobs wait, and when it is back, also empty, they go on.
 */
export class BullRunner implements JobRunner {
  private readonly jobs = new Map<string, Job>();
  private readonly triggering = new Map<string, { isWantedAgain: boolean }>();
  private readonly ledger = new JobLedger();
  private readonly stopping = new AbortController();
  private readonly queue: Bull.Queue;
  private readonly lookAfter = setInterval(() => this.putAll(), LOOK_AFTER_MS).unref();
  private isAway = false;

  constructor(
    redisUrl: string,
    private readonly prefix: string,
    private readonly log: Logger,
    private readonly leaseMs = LEASE_MS,
  ) {
    const settings = {
      lockDuration: leaseMs,
      stalledInterval: leaseMs / 5,
      retryProcessDelay: 1_000,
      guardInterval: 1_000,
      maxStalledCount: 100,
    };
    const redis = redisUrl.startsWith('rediss:') ? { ...REDIS, tls: {} } : REDIS;
    this.queue = new Bull('jobs', redisUrl, { prefix, redis, settings });
    // Bull names its connection without waiting for it: closed early, that would be an error nobody handles.
    Object.assign(this.queue, { setWorkerName: () => Promise.resolve() });
    this.queue.on('completed', ({ name }, hasRun: boolean) => void this.putNext(name, hasRun).catch(() => undefined));
    this.queue.client.on('close', () => this.wentAway()).on('ready', () => this.isThere());
  }

  async add(job: Job): Promise<void> {
    if (this.jobs.has(job.name)) throw new DomainError('internal.invariant', `the job ${job.name} was added twice`);
    this.jobs.set(job.name, job);
    // Fails only when the queue is closed before it was ever connected.
    this.queue.process(job.name, 1, () => this.run(job)).catch(() => undefined);
    if (this.queue.client.status === 'ready') this.begin(job);
  }

  /** While Redis is away there is nothing to do: every job runs as soon as it is back. */
  async trigger(name: string): Promise<void> {
    const under = this.triggering.get(name);
    if (under) under.isWantedAgain = true;
    if (under || this.queue.client.status !== 'ready') return;
    const turn = { isWantedAgain: true };
    this.triggering.set(name, turn);
    while (turn.isWantedAgain) {
      turn.isWantedAgain = false;
      await this.wake(name).catch(() => undefined);
    }
    this.triggering.delete(name);
  }

  standing(): JobStanding[] {
    return this.ledger.standing();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    clearInterval(this.lookAfter);
    await Promise.race([this.queue.close().catch(() => undefined), sleep(CLOSE_MS, undefined, { ref: false })]);
    for (const client of this.queue.clients) client.disconnect();
  }

  private async run(job: Job): Promise<boolean> {
    const { client } = this.queue;
    await client.srem(`${this.prefix}:wanted`, job.name);
    const terms = { key: `${this.prefix}:lease:${job.name}`, leaseMs: this.leaseMs, signal: this.stopping.signal };
    return underLease(client, terms, (signal) => runJob(job, signal, this.log, this.ledger));
  }

  /** The wish is noted first, so that a run that is just ending sees it. */
  private async wake(name: string): Promise<void> {
    await this.queue.client.sadd(`${this.prefix}:wanted`, name);
    const entry = await this.put(name, 0);
    if (await entry.isDelayed()) await entry.promote();
  }

  private async putNext(name: string, hasRun: boolean): Promise<void> {
    const isWanted = (await this.queue.client.srem(`${this.prefix}:wanted`, name)) === 1;
    await this.put(name, isWanted ? 0 : hasRun ? (this.jobs.get(name)?.everyMs ?? 0) : TAKEN_MS);
  }

  /** Does nothing when the job has its entry. */
  private put(name: string, delay: number): Promise<Bull.Job> {
    return this.queue.add(name, {}, { jobId: `job-${name}`, delay, removeOnComplete: true, removeOnFail: true });
  }

  /** A process that was killed between a run and its putting back leaves a job without an entry. */
  private putAll(): void {
    if (this.queue.client.status !== 'ready') return;
    for (const { name, everyMs } of this.jobs.values()) void this.put(name, everyMs).catch(() => undefined);
  }

  private begin({ name, everyMs, runsAtStart }: Job): void {
    void (runsAtStart ? this.trigger(name) : this.put(name, everyMs).catch(() => undefined));
  }

  private isThere(): void {
    if (!this.isAway) return this.jobs.forEach((job) => this.begin(job));
    this.isAway = false;
    this.log.info('Redis is back: background jobs go on');
    for (const name of this.jobs.keys()) void this.trigger(name);
  }

  private wentAway(): void {
    if (this.isAway || this.stopping.signal.aborted) return;
    this.isAway = true;
    this.log.warn('Redis does not answer: background jobs wait for it, the exchange among them; selling goes on');
  }
}
