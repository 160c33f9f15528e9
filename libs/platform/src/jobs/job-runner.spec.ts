import { setTimeout as pause } from 'node:timers/promises';
import { describeWithRedis, TestRedis } from '@app/testing';
import { pino } from 'pino';
import { BullRunner } from './bull-runner';
import { IntervalRunner } from './interval-runner';
import type { JobRunner } from './job-runner';

const log = pino({ level: 'silent' });

/** Waits for something that must happen; a test that waits in vain ends by its time. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause(5);
}

/** What every runner promises. */
function promises(newRunner: () => JobRunner): void {
  let runner: JobRunner;
  beforeEach(() => {
    runner = newRunner();
  });
  afterEach(() => runner.stop());

  it('never runs a job twice at once, however often it is triggered, and goes on after a failure', async () => {
    let [running, most, runs] = [0, 0, 0];
    await runner.add({
      name: 'slow',
      everyMs: 1,
      runsAtStart: true,
      run: async () => {
        runs += 1;
        most = Math.max(most, (running += 1));
        await pause(5);
        running -= 1;
        throw new Error('planted');
      },
    });
    while (runs < 8) {
      await pause(2);
      void runner.trigger('slow');
    }
    expect(most).toBe(1);
  });

  it('runs a job that was triggered while it was running once more, and one that was not triggered in its time only', async () => {
    let [runs, isHeld] = [0, true];
    const run = async () => {
      runs += 1;
      while (isHeld) await pause(5);
    };
    await runner.add({ name: 'rare', everyMs: 60_000, run });
    await pause(100);
    expect(runs).toBe(0);
    while (runs === 0) await Promise.all([runner.trigger('rare'), pause(20)]);
    for (let i = 0; i < 3; i += 1) await runner.trigger('rare');
    isHeld = false;
    await until(() => runs === 2);
    await pause(300);
    expect(runs).toBe(2);
  });

  it('runs several jobs side by side', async () => {
    const began = new Set<string>();
    const together = (name: string) => ({
      name,
      everyMs: 60_000,
      runsAtStart: true,
      run: () => (began.add(name), until(() => began.size === 3)),
    });
    for (const name of ['one', 'two', 'three']) await runner.add(together(name));
    await until(() => began.size === 3);
  });

  it('aborts what runs when it stops, waits for it, and runs nothing afterwards', async () => {
    let [runs, ended] = [0, 0];
    const run = (signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        runs += 1;
        signal.addEventListener('abort', () => setTimeout(() => resolve(void (ended += 1)), 20));
      });
    await runner.add({ name: 'long', everyMs: 1, runsAtStart: true, run });
    await until(() => runs === 1);
    await runner.stop();
    expect(ended).toBe(1);
    await pause(100);
    expect(runs).toBe(1);
  });

  it('has a job once', async () => {
    const job = { name: 'same', everyMs: 60_000, run: async () => undefined };
    await runner.add(job);
    await expect(runner.add(job)).rejects.toMatchObject({ code: 'internal.invariant' });
  });
}

describe('jobs in this process', () => promises(() => new IntervalRunner(log)));

describeWithRedis('jobs over Redis', () => {
  const LEASE_MS = 2_000;
  let redis: TestRedis;
  let boxes = 0;

  beforeAll(async () => {
    redis = await TestRedis.prepare();
    await redis.start();
  });
  afterAll(() => redis.kill());

  describe('as any other', () => promises(() => new BullRunner(redis.url, `box-${(boxes += 1)}`, log, LEASE_MS)));

  describe('shared by several processes', () => {
    let runners: BullRunner[];
    let [running, most, runs] = [0, 0, 0];
    const lines: string[] = [];
    const told = pino({ level: 'info' }, { write: (line) => void lines.push((JSON.parse(line) as { msg: string }).msg) });

    beforeEach(() => {
      boxes += 1;
      [running, most, runs] = [0, 0, 0];
      lines.length = 0;
      runners = [1, 2, 3].map(() => new BullRunner(redis.url, `box-${boxes}`, told, LEASE_MS));
    });
    afterEach(() => Promise.all(runners.map((runner) => runner.stop())));

    /** Goes on through an abort for a moment, as real work does. */
    const addToAll = async (everyMs: number, isLong: (signal: AbortSignal) => boolean = () => false): Promise<void> => {
      const run = async (signal: AbortSignal) => {
        runs += 1;
        most = Math.max(most, (running += 1));
        do await pause(10);
        while (isLong(signal));
        running -= 1;
      };
      for (const runner of runners) await runner.add({ name: 'shared', everyMs, runsAtStart: true, run });
    };

    it('run in one of them at a time, due and triggered ones together', async () => {
      await addToAll(1);
      while (runs < 40) {
        for (const runner of runners) void runner.trigger('shared');
        await pause(3);
      }
      expect(most).toBe(1);
    });

    it('wait while Redis is away, go on when it is back with nothing in it, and say so once', async () => {
      await addToAll(20);
      await until(() => runs >= 3);
      await redis.kill();
      await pause(1_000);
      const before = runs;
      for (let i = 0; i < 50; i += 1) await runners[0]?.trigger('shared');
      await pause(LEASE_MS);
      expect(runs).toBe(before);
      await redis.start();
      await until(() => runs >= before + 3);
      expect(most).toBe(1);
      expect(lines.filter((line) => line.startsWith('Redis does not answer'))).toHaveLength(runners.length);
      expect(lines.filter((line) => line.startsWith('Redis is back'))).toHaveLength(runners.length);
      expect(lines).toHaveLength(2 * runners.length);
    });

    it('keep a long run to themselves through a Redis that forgot everything', async () => {
      let isLong = true;
      await addToAll(1, (signal) => isLong && !signal.aborted);
      await until(() => running === 1);
      await redis.kill();
      await redis.start();
      await pause(LEASE_MS * 2);
      expect([runs, running]).toEqual([1, 1]);
      isLong = false;
      await until(() => runs > 3);
      expect(most).toBe(1);
    });

    it('end a run that can no longer be proven theirs before another begins it', async () => {
      await addToAll(60_000, (signal) => !signal.aborted);
      await until(() => running === 1);
      redis.signal('SIGSTOP');
      await until(() => running === 0);
      redis.signal('SIGCONT');
      await runners[0]?.trigger('shared');
      await until(() => runs === 2);
      expect(most).toBe(1);
    });
  });

  it('are accepted while Redis is away, and run when it comes', async () => {
    const late = await TestRedis.prepare();
    const runner = new BullRunner(late.url, 'late', log, LEASE_MS);
    let runs = 0;
    await runner.add({ name: 'first', everyMs: 60_000, runsAtStart: true, run: async () => void (runs += 1) });
    await runner.trigger('first');
    await pause(500);
    await late.start();
    await until(() => runs === 1);
    await runner.stop();
    await late.kill();
  });

  it('stop at once while Redis is away', async () => {
    const never = await TestRedis.prepare();
    const runner = new BullRunner(never.url, 'never', log, LEASE_MS);
    await runner.add({ name: 'first', everyMs: 1, run: async () => undefined });
    await pause(200);
    await runner.stop();
  });
});
