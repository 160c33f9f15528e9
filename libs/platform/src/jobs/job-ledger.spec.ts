import { createLogger } from '../logging/logger';
import { JobLedger } from './job-ledger';
import { runJob } from './run-job';

const log = createLogger({ name: 'test', level: 'silent' });

describe('the ledger of jobs', () => {
  it('counts failures in a row, and forgets them with the first run that ends well', async () => {
    const ledger = new JobLedger();
    let fails = true;
    const job = { name: 'tidy', everyMs: 1, run: async () => (fails ? Promise.reject(new Error('no room')) : undefined) };
    const run = () => runJob(job, new AbortController().signal, log, ledger);
    expect(ledger.standing()).toEqual([]);
    await run();
    const [first] = ledger.standing();
    await run();
    expect(ledger.standing()).toMatchObject([{ name: 'tidy', failures: 2, failingSince: first!.failingSince }]);
    fails = false;
    await run();
    expect(ledger.standing()).toMatchObject([{ failures: 0, failingSince: null, lastEndedAt: expect.any(Number) }]);
  });

  it('holds nothing against a job that was told to stop', async () => {
    const [ledger, stop] = [new JobLedger(), new AbortController()];
    stop.abort();
    await runJob({ name: 'poll', everyMs: 1, run: () => Promise.reject(new Error('aborted')) }, stop.signal, log, ledger);
    expect(ledger.standing()).toEqual([]);
  });
});
