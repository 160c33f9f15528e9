import { setTimeout as sleep } from 'node:timers/promises';
import type { SignedAnswer, SignedCall } from '@app/platform';
import { ProbedLine } from './probed-line';

const LIMITS = { failuresToOpen: 2, probeEveryMs: 20, probeDeadlineMs: 50 };
const call: SignedCall = { method: 'POST', path: '/exchange/v1/real-time/gift-card.balance', body: '{}', deadlineMs: 4_000 };
const AWAY: SignedAnswer = { kind: 'unreachable', reason: 'deadline', message: '' };
const BACK: SignedAnswer = { kind: 'answered', status: 200, body: Buffer.from('{}'), json: () => ({}) };

describe('a line that is probed', () => {
  let isAway: boolean;
  let asked: string[];
  let line: ProbedLine;
  beforeEach(() => {
    [isAway, asked] = [true, []];
    line = new ProbedLine({ call: async ({ path }) => (asked.push(path.split('?')[0] ?? ''), isAway ? AWAY : BACK) }, LIMITS);
  });

  it('lets nobody wait once it failed twice in a row', async () => {
    await line.call(call);
    await line.call(call);
    const before = asked.length;
    expect(await line.call(call)).toMatchObject({ kind: 'unreachable', reason: 'breaker-open' });
    expect(asked).toHaveLength(before);
  });

  it('asks in the background until headquarters is back, and then lets calls through', async () => {
    await line.call(call);
    await line.call(call);
    await sleep(60);
    expect(asked.slice(2)).toContain('/exchange/v1/time');
    expect(await line.call(call)).toMatchObject({ reason: 'breaker-open' });
    isAway = false;
    await sleep(60);
    expect(await line.call(call)).toMatchObject({ kind: 'answered' });
  });

  it('forgets a single failure after a success', async () => {
    await line.call(call);
    isAway = false;
    await line.call(call);
    isAway = true;
    await line.call(call);
    isAway = false;
    expect(await line.call(call)).toMatchObject({ kind: 'answered' });
  });
});
