/** What of a rollout counts for its next step. A box counts once. */
export interface Tally {
  /** In the rings that are open: without an order yet, and heard just now. */
  readonly ready: number;
  /** In the rings that are open: without an order, and not heard. */
  readonly absent: number;
  /** Ordered, and not ended. */
  readonly underWay: number;
  /** Went through: proven by this rollout. */
  readonly good: number;
  /** Ran the version before its turn came. It proves nothing. */
  readonly current: number;
  /** Undone, refused or silent, and nobody has accepted it. */
  readonly failed: number;
  /** Failures that somebody has looked at before going on. */
  readonly accepted: number;
  /** In rings that are not open yet. */
  readonly later: number;
}

export interface RolloutLimits {
  /** Boxes that may be under way before any has proven itself. */
  readonly startsWith: number;
  /** More failures than this part of those that have ended halt it. */
  readonly haltAbovePercent: number;
}

export type Step =
  | { readonly kind: 'order'; readonly count: number }
  /** Opens the next ring. */
  | { readonly kind: 'widen' }
  | { readonly kind: 'halt' }
  | { readonly kind: 'finish' }
  | { readonly kind: 'wait' };

/**
 * What a rollout does next. Never more boxes are under way than have proven themselves, so what fails everywhere stops at the first box. A ring
 * is left when all of it that is heard has ended; who is not heard holds it up for as long as `isPatient`, and never opens a ring alone.
 */
export function nextStep(tally: Tally, limits: RolloutLimits, isPatient: boolean): Step {
  const { ready, absent, underWay, good, current, later } = tally;
  if (tally.failed > failuresAllowed(tally, limits)) return { kind: 'halt' };
  if (ready > 0) return order(Math.min(ready, Math.max(limits.startsWith, good) - underWay));
  if (underWay > 0 || (absent > 0 && (isPatient || good + current === 0))) return { kind: 'wait' };
  return { kind: later > 0 ? 'widen' : 'finish' };
}

const order = (count: number): Step => (count > 0 ? { kind: 'order', count } : { kind: 'wait' });

/** Of a part that is less than one box, none. */
export function failuresAllowed({ good, failed, accepted }: Tally, { haltAbovePercent }: RolloutLimits): number {
  return Math.floor(((good + failed + accepted) * haltAbovePercent) / 100);
}
