import { nextStep } from '../next-step';
import { ringEnds } from '../rings';
import { inRolloutOrder, type Candidate } from '../rollout-order';

const PERCENTS = [1, 10, 50, 100];
const LIMITS = { startsWith: 1, haltAbovePercent: 1 };

export interface SimulatedEnd {
  readonly isHalted: boolean;
  /** The ring it stood in, from 1. */
  readonly ring: number;
  /** Boxes that got the order. */
  readonly touched: number;
}

/** The boxes of a rollout in the order of their turns. */
export const turnsOf = (fleet: readonly Candidate[], rollout: string): Candidate[] =>
  inRolloutOrder(fleet, rollout, ringEnds(fleet.length, PERCENTS)[1]!);

/**
 * A rollout over boxes of which some fail. Who gets the order together ends together; with `isLate` a failure is noticed only when everybody else
 * that is under way has ended well, so that as many as may be were ordered before: no placement and no order of ends is worse.
 */
export function simulated(turns: readonly Candidate[], isBad: (box: Candidate) => boolean, isLate = false): SimulatedEnd {
  const ends = ringEnds(turns.length, PERCENTS);
  const underWay = { good: 0, bad: 0 };
  let [ring, touched, good, failed] = [0, 0, 0, 0];
  for (;;) {
    const end = ends[ring]!;
    const counts = { ready: end - touched, underWay: underWay.good + underWay.bad, good, failed, later: turns.length - end };
    const step = nextStep({ ...counts, absent: 0, current: 0, accepted: 0 }, LIMITS, true);
    if (step.kind === 'halt' || step.kind === 'finish') return { isHalted: step.kind === 'halt', ring: ring + 1, touched };
    if (step.kind === 'widen') ring += 1;
    if (step.kind === 'order') {
      for (const box of turns.slice(touched, touched + step.count)) underWay[isBad(box) ? 'bad' : 'good'] += 1;
      touched += step.count;
    }
    const isOrdering = step.kind !== 'wait' && (isLate || step.kind === 'widen');
    if (isOrdering) continue;
    const ended = endsOf(underWay, isLate);
    [underWay.good, underWay.bad] = [underWay.good - ended.good, underWay.bad - ended.bad];
    [good, failed] = [good + ended.good, failed + ended.bad];
  }
}

/** One good after the other and then one bad when failures are late; else all at once. */
function endsOf({ good, bad }: { good: number; bad: number }, isLate: boolean): { good: number; bad: number } {
  if (!isLate) return { good, bad };
  return good > 0 ? { good: 1, bad: 0 } : { good: 0, bad: Math.min(1, bad) };
}
