import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { IntervalRunner } from './interval-runner';

describe('the in-process runner', () => {
  const runner = () => new IntervalRunner(pino({ level: 'silent' }));

  it('never runs a job twice at once, and goes on after a failure', async () => {
    const jobs = runner();
    let [running, most, runs] = [0, 0, 0];
    await jobs.add({
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
    while (runs < 3) await pause(5);
    await jobs.stop();
    expect(most).toBe(1);
  });

  it('runs a triggered job once more when it was running', async () => {
    const jobs = runner();
    let runs = 0;
    await jobs.add({ name: 'rare', everyMs: 60_000, run: async () => void ((runs += 1), await pause(10)) });
    await jobs.trigger('rare');
    await pause(5);
    await jobs.trigger('rare');
    await jobs.trigger('rare');
    await pause(50);
    expect(runs).toBe(2);
    await jobs.stop();
  });

  it('aborts what runs when it stops, and waits for it', async () => {
    const jobs = runner();
    let isAborted = false;
    const run = (signal: AbortSignal) =>
      new Promise<void>((resolve) => signal.addEventListener('abort', () => setTimeout(() => resolve(void (isAborted = true)), 10)));
    await jobs.add({ name: 'long', everyMs: 1, runsAtStart: true, run });
    await pause(10);
    await jobs.stop();
    expect(isAborted).toBe(true);
  });
});
