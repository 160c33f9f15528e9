import type { Instant } from '@app/kernel';

/**
 * What an update is doing. The step is on disk before it begins, so whoever starts after a cut knows what may be half done.
 * Until `switching` the old release serves alone and nothing of it is touched.
 */
export type UpdateStep =
  /** The release comes, piece by piece, beside what runs. */
  | 'fetching'
  /** Every file is compared with the signed list. */
  | 'verifying'
  /** Old and new release run on copies of the store and have to sell alike. */
  | 'rehearsing'
  /** Everything is there; trade has to allow it. */
  | 'waiting'
  /** The store is copied, for a disaster: an undo never goes back to it. */
  | 'saving'
  /** The link is moved and the processes are started anew. */
  | 'switching'
  /** The new release serves and is watched. */
  | 'proving'
  /** The old release is brought back. */
  | 'undoing';

/** How an update ends: `refused` never ran, `undone` ran and went back, `good` stays. */
export const UPDATE_ENDS = ['good', 'undone', 'refused'] as const;
export type UpdateEnd = (typeof UPDATE_ENDS)[number];
export type UpdateState = UpdateStep | UpdateEnd;

export type UpdateReasonCode =
  /** The signed metadata does not name this release, or not with these bytes. */
  | 'release.not-genuine'
  /** The metadata is older than it may be: nothing new is believed, and selling goes on. */
  | 'metadata.expired'
  | 'release.unreachable'
  /** What is signed holds until a date: nobody can tell whether that is over. */
  | 'clock.wrong'
  | 'release.no-space'
  /** It does not know changes of the schema that the store holds. */
  | 'release.too-old'
  | 'release.damaged'
  | 'rehearsal.failed'
  | 'rehearsal.differs'
  | 'copy.failed'
  /** Trade did not allow it before its window closed. */
  | 'window.missed'
  /** The box went down each time it was about to switch: the release never ran. */
  | 'switch.cut'
  | 'switch.failed'
  | 'probe.failed'
  /** The launcher went back by itself: the release crashed, or nobody vouched for it in time. */
  | 'trial.crashed'
  | 'trial.expired'
  /** Somebody cancelled it, or went back while it proved itself. */
  | 'asked';

export interface UpdateReason {
  readonly code: UpdateReasonCode;
  /** For a technician: what exactly, in one line. */
  readonly detail: string;
}

export interface Update {
  readonly updateId: string;
  /** Versions of releases. */
  readonly from: string;
  readonly to: string;
  readonly state: UpdateState;
  /** Switches begun, without those that trade held up. */
  readonly switches: number;
  /** Why it was refused or is undone; null while nothing speaks against it. */
  readonly reason: UpdateReason | null;
  readonly orderedAt: Instant;
  readonly changedAt: Instant;
}

export interface UpdateOrder {
  readonly updateId: string;
  readonly from: string;
  readonly to: string;
}

export function beginUpdate({ updateId, from, to }: UpdateOrder, now: Instant): Update {
  return { updateId, from, to, state: 'fetching', switches: 0, reason: null, orderedAt: now, changedAt: now };
}

export function hasEnded(state: UpdateState): state is UpdateEnd {
  return (UPDATE_ENDS as readonly UpdateState[]).includes(state);
}

/** In the order in which they are done; `undoing` only when something was found wrong. */
export const UPDATE_STEPS = [
  'fetching',
  'verifying',
  'rehearsing',
  'waiting',
  'saving',
  'switching',
  'proving',
] as const satisfies UpdateStep[];

const BEFORE_SWITCH: ReadonlySet<UpdateState> = new Set(['fetching', 'verifying', 'rehearsing', 'waiting']);

/** While trade has noticed nothing of it. */
export const mayBeGivenUp = (state: UpdateState): boolean => BEFORE_SWITCH.has(state);

/** Before the switch it is given up, while it proves itself it goes back. A switch that has begun is ended first. */
export const mayBeCancelled = (state: UpdateState): boolean => mayBeGivenUp(state) || state === 'proving';
