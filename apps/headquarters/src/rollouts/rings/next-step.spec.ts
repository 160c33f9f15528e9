import fc from 'fast-check';
import { failuresAllowed, nextStep, type Tally } from './next-step';

const LIMITS = { startsWith: 1, haltAbovePercent: 1 };
const NOTHING: Tally = { ready: 0, absent: 0, underWay: 0, good: 0, current: 0, failed: 0, accepted: 0, later: 0 };
const step = (tally: Partial<Tally>, isPatient = true) => nextStep({ ...NOTHING, ...tally }, LIMITS, isPatient);
const anyCount = fc.integer({ min: 0, max: 2_000 });
const anyTally: fc.Arbitrary<Tally> = fc.record({
  ready: anyCount, absent: anyCount, underWay: anyCount, good: anyCount, current: anyCount, failed: anyCount, accepted: anyCount, later: anyCount,
}); // prettier-ignore

describe('the next step of a rollout', () => {
  it('begins with one box, and has no more under way than have proven themselves', () => {
    expect(step({ ready: 10 })).toEqual({ kind: 'order', count: 1 });
    expect(step({ ready: 9, underWay: 1 })).toEqual({ kind: 'wait' });
    expect(step({ ready: 6, good: 4 })).toEqual({ kind: 'order', count: 4 });
    expect(step({ ready: 2, good: 8 })).toEqual({ kind: 'order', count: 2 });
  });

  it('halts at the first failure while fewer than a hundred have ended, and above one in a hundred afterwards', () => {
    expect(step({ ready: 5, good: 4, failed: 1 })).toEqual({ kind: 'halt' });
    expect(step({ ready: 5, good: 199, failed: 1 })).toMatchObject({ kind: 'order' });
    expect(step({ ready: 5, good: 197, failed: 3 })).toEqual({ kind: 'halt' });
  });

  it('goes on with failures that somebody has accepted', () => {
    expect(step({ ready: 5, good: 4, accepted: 1 })).toEqual({ kind: 'order', count: 4 });
  });

  it('leaves a ring when all of it has ended', () => {
    expect(step({ good: 9, underWay: 1, later: 90 })).toEqual({ kind: 'wait' });
    expect(step({ good: 10, later: 90 })).toEqual({ kind: 'widen' });
    expect(step({ good: 100 })).toEqual({ kind: 'finish' });
  });

  it('waits for who is not heard only so long, and never opens a ring on their account', () => {
    expect(step({ good: 9, absent: 1, later: 90 })).toEqual({ kind: 'wait' });
    expect(step({ good: 9, absent: 1, later: 90 }, false)).toEqual({ kind: 'widen' });
    expect(step({ absent: 10, later: 90 }, false)).toEqual({ kind: 'wait' });
  });

  it('never has more under way than have proven themselves, and gives no order above the bound', () => {
    fc.assert(
      fc.property(anyTally, fc.boolean(), (tally, isPatient) => {
        const next = nextStep(tally, LIMITS, isPatient);
        const isAbove = tally.failed > failuresAllowed(tally, LIMITS);
        if (isAbove) return next.kind === 'halt';
        if (next.kind !== 'order') return next.kind !== 'halt';
        return next.count > 0 && next.count <= tally.ready && tally.underWay + next.count <= Math.max(1, tally.good);
      }),
    );
  });
});
