import { DomainError, type Instant } from '@app/kernel';
import { hasEnded, type Update, type UpdateReason, type UpdateState, type UpdateStep } from './update';

/** What became of the step under way. */
export type UpdateEvent =
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly reason: UpdateReason }
  /** Trade does not allow it just now. */
  | { readonly kind: 'held' };

const AFTER: Readonly<Record<UpdateStep, UpdateState>> = {
  fetching: 'verifying',
  verifying: 'rehearsing',
  rehearsing: 'waiting',
  waiting: 'saving',
  saving: 'switching',
  switching: 'proving',
  proving: 'good',
  undoing: 'undone',
};

/** What never ran is refused; what may have run is taken back, and taking back is tried until it is done. */
const AFTER_FAILURE: Readonly<Record<UpdateStep, UpdateState>> = {
  fetching: 'refused',
  verifying: 'refused',
  rehearsing: 'refused',
  waiting: 'refused',
  saving: 'refused',
  switching: 'undoing',
  proving: 'undoing',
  undoing: 'undoing',
};

/** A switch that was cut so often is given up. */
const MOST_SWITCHES = 3;

/** The next state. Nothing moves after the end, and only what has not switched yet can be held. */
export function moveUpdate(update: Update, event: UpdateEvent, now: Instant): Update {
  const { state } = update;
  if (hasEnded(state)) throw new DomainError('update.ended', `the update to ${update.to} has ended: ${state}`);
  switch (event.kind) {
    case 'done':
      return movedTo(update, AFTER[state], now);
    case 'failed':
      return { ...movedTo(update, AFTER_FAILURE[state], now), reason: update.reason ?? event.reason };
    case 'held':
      return isHoldable(state) ? heldUp(update, now) : update;
  }
}

/** What the launcher's folder says after a start. */
export interface SlotFacts {
  /** Version of the release that `current` points at. */
  readonly running: string;
  /** The launcher goes back by itself unless somebody vouches for what runs. */
  readonly isOnTrial: boolean;
  /** Why it went back by itself. */
  readonly returned: UpdateReason | null;
}

/**
 * Where an update goes on after its process, the launcher or the power was gone. Steps before the switch are simply done again. From the
 * switch on, the link says what happened: only `from` and `to` can run, and whichever does is what is gone on with.
 */
export function resumeUpdate(update: Update, slots: SlotFacts, now: Instant): Update {
  const { state, to } = update;
  if (hasEnded(state)) return update;
  const isNew = slots.running === to;
  if (isNew) return resumeOnNew(update, slots, now);
  if (state === 'proving') return { ...movedTo(update, 'undone', now), reason: update.reason ?? slots.returned ?? UNEXPLAINED };
  if (state === 'undoing') return movedTo(update, 'undone', now);
  if (state === 'switching' && slots.returned) return { ...movedTo(update, 'undone', now), reason: slots.returned };
  if (state === 'switching') return switchAgain(update, now);
  return update;
}

function resumeOnNew(update: Update, { isOnTrial }: SlotFacts, now: Instant): Update {
  if (update.state === 'undoing') return update;
  // Vouched for, and cut before that was written down.
  if (update.state === 'proving') return isOnTrial ? update : movedTo(update, 'good', now);
  return movedTo(update, 'proving', now);
}

/** Trade may have gone on since: it is asked again. */
function switchAgain(update: Update, now: Instant): Update {
  if (update.switches < MOST_SWITCHES) return movedTo(update, 'waiting', now);
  const reason = { code: 'switch.cut', detail: `${update.switches} switches were cut off and none got through` } as const;
  return { ...movedTo(update, 'refused', now), reason };
}

const UNEXPLAINED: UpdateReason = { code: 'trial.expired', detail: 'the launcher went back' };

const isHoldable = (state: UpdateStep): boolean => state === 'waiting' || state === 'saving' || state === 'switching';

/** Nothing was stopped yet: that was no switch. */
function heldUp(update: Update, now: Instant): Update {
  const switches = update.state === 'switching' ? update.switches - 1 : update.switches;
  return { ...movedTo(update, 'waiting', now), switches };
}

function movedTo(update: Update, state: UpdateState, now: Instant): Update {
  const switches = state === 'switching' ? update.switches + 1 : update.switches;
  return { ...update, state, switches, changedAt: now };
}
