import type { EmployeeSession, LockOut } from '@app/channel-db';
import { beginTry, TRIES_TO_LOCK } from './lock-out-rule';
import { standingOf } from './session-standing';

const MINUTE = 60_000;

describe('tries of a PIN', () => {
  /** Tries as early as allowed, failing each time; answers when each try was. */
  function failTimes(count: number): number[] {
    const times: number[] = [];
    let known: LockOut | undefined;
    let now = 1_000_000;
    while (times.length < count) {
      const outcome = beginTry(known, now);
      if (outcome.kind === 'must-wait') {
        now += outcome.retryAfterMs;
        continue;
      }
      times.push(now);
      known = outcome.counted;
    }
    return times;
  }

  it('are free three times, then wait longer and longer, then half an hour each', () => {
    const times = failTimes(10);
    const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(waits).toEqual([0, 0, 5_000, 10_000, 20_000, 40_000, 60_000, 30 * MINUTE, 30 * MINUTE]);
  });

  it('say which one was the last', () => {
    const counted = { failures: TRIES_TO_LOCK - 1, lastFailedAt: 0, lockedUntil: null };
    expect(beginTry(counted, 1)).toMatchObject({ kind: 'may-try', isLast: true });
    expect(beginTry({ failures: TRIES_TO_LOCK, lastFailedAt: 0, lockedUntil: 100 }, 1)).toEqual({
      kind: 'must-wait',
      retryAfterMs: 99,
      isLocked: true,
    });
  });

  it('of yesterday are forgotten', () => {
    expect(beginTry({ failures: 7, lastFailedAt: 0, lockedUntil: null }, 25 * 60 * MINUTE)).toMatchObject({
      counted: { failures: 1, lockedUntil: null },
    });
  });
});

describe('a session', () => {
  const rules = { idleMs: 15 * MINUTE, absoluteMs: 720 * MINUTE };
  const session = (changes: Partial<EmployeeSession> = {}) =>
    ({ state: 'active', beganAt: 0, lastUsedAt: 0, ...changes }) as EmployeeSession;

  it.each([
    ['active', session(), 15 * MINUTE],
    ['locked', session(), 15 * MINUTE + 1],
    ['locked', session({ state: 'locked' }), 1],
    ['active', session({ lastUsedAt: 719 * MINUTE }), 720 * MINUTE],
    ['ended', session({ lastUsedAt: 720 * MINUTE }), 720 * MINUTE + 1],
    ['ended', session({ state: 'ended' }), 1],
  ] as const)('is %s', (standing, of, now) => {
    expect(standingOf(of, rules, now)).toBe(standing);
  });
});
