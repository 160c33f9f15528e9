import { anObservation, aRegister, aStatus, NOW } from '../testing/an-observation';
import { judge } from '../verdict';
import { costOf } from '../words/cost-text';
import { plansFor, type FixupPlan } from './plan';

const MINUTE = 60_000;
const running = { state: 'running', restarts: 0, startedAt: NOW - 60 * MINUTE, nextStartAt: null } as const;
const payment = {
  attemptId: 'a',
  channelId: 'c',
  registerId: '3',
  amount: '31.40',
  currency: 'EUR',
  startedAt: NOW,
  state: 'started',
} as const;

function plan(kind: FixupPlan['kind'], parts: Parameters<typeof anObservation>[0]): FixupPlan {
  const observation = anObservation(parts);
  return plansFor(observation, judge(observation)).find((one) => one.kind === kind)!;
} // prettier-ignore

describe('a restart', () => {
  const hung = { isUnitAnswering: false, silentSince: NOW - 2 * MINUTE, process: running };

  it('is done by the console itself for a process that hangs, not for one that was just silent', () => {
    expect(plan('restart-unit', hung)).toMatchObject({ heals: ['unit.silent'], byItselfEveryMs: 10 * MINUTE });
    expect(plan('restart-unit', { ...hung, silentSince: NOW - 50_000 })).toMatchObject({ byItselfEveryMs: null });
    expect(plan('restart-unit', { ...hung, process: { ...running, state: 'stopped' } })).toMatchObject({ byItselfEveryMs: null });
  });

  it('is never safe while a payment has begun', () => {
    const status = aStatus({ unclear: [payment] });
    expect(plan('restart-unit', { ...hung, status })).toMatchObject({ heals: ['unit.silent'], byItselfEveryMs: null, openPayments: 1 });
  });

  it('says for how long it stops selling, and on which registers', () => {
    const registers = [aRegister({ isShiftOpen: true }), aRegister({ registerId: '4', name: 'Register 4' })];
    const found = plan('restart-unit', { status: aStatus({ registers }) });
    expect(found).toMatchObject({ stopsSellingMs: 6_000, registerNames: ['Register 3'], heals: [] });
    expect(costOf(found)).toBe('This stops selling for about 6 s on Register 3.');
    expect(costOf(plan('restart-unit', { status: aStatus({ registers, unclear: [payment] }) }))).toContain('1 payment has begun');
    expect(costOf(plan('retry-upload', {}))).toBe('This stops nothing.');
  });
});

describe('what stops nothing', () => {
  const upload = { waitingCount: 3, waitingAmounts: {}, oldestAt: NOW - 60 * MINUTE };

  it('is done by the console itself when there is something to heal', () => {
    expect(plan('retry-upload', { status: aStatus({ upload }) })).toMatchObject({ heals: ['upload.waiting'], byItselfEveryMs: 5 * MINUTE });
    expect(plan('retry-upload', {})).toMatchObject({ heals: [], byItselfEveryMs: null });
    const certificate = { validUntil: NOW - MINUTE };
    expect(plan('renew-certificate', { status: aStatus({ certificate }) })).toMatchObject({ heals: ['certificate.expired'] });
    const prices = { version: 1, appliedAt: NOW, quarantinedCount: 2 };
    expect(plan('retry-exchange', { status: aStatus({ prices }) })).toMatchObject({ heals: ['rows.quarantined'] });
  });

  it('is not tried for what has another cause', () => {
    const status = aStatus({ upload, headquarters: { isReachable: false } });
    expect(plan('retry-upload', { status })).toMatchObject({ heals: [], byItselfEveryMs: null });
  });
});
