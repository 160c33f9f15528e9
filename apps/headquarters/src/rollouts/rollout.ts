import type { Instant } from '@app/kernel';
import type { RolloutLimits, Tally } from './rings/next-step';
import type { MemberState } from './rings/judge-box';
import type { LocalWindow } from './rings/store-window';

export const ROLLOUT_STATES = ['running', 'halted', 'done', 'cancelled', 'undone'] as const;
type RolloutState = (typeof ROLLOUT_STATES)[number];

/** A release on its way to boxes, or from them back to the one before. */
export interface Rollout extends RolloutLimits {
  readonly rolloutId: string;
  readonly kind: 'install' | 'undo';
  /** What is installed, or what is taken back. */
  readonly version: string;
  /** The rollout that this one takes back. */
  readonly undoes: string | null;
  readonly percents: readonly number[];
  readonly window: LocalWindow | null;
  readonly state: RolloutState;
  /** Up to which ring orders are given, from 0. */
  readonly ring: number;
  readonly ringCount: number;
  readonly ringSince: Instant;
  readonly createdAt: Instant;
  readonly changedAt: Instant;
}

/** A box of a rollout. */
export interface Member {
  readonly rolloutId: string;
  readonly instanceId: string;
  readonly channelDatabaseId: string;
  readonly place: number;
  readonly ring: number;
  readonly timeZone: string;
  /** What it is to run. */
  readonly version: string;
  readonly fromVersion: string | null;
  readonly state: MemberState;
  readonly orderId: string | null;
  readonly opensAt: Instant | null;
  readonly closesAt: Instant | null;
  readonly orderedAt: Instant | null;
  readonly toldAt: Instant | null;
  readonly endedAt: Instant | null;
  /** The step its update is at, as it said last. */
  readonly updateState: string | null;
  readonly reason: string | null;
  readonly detail: string | null;
  readonly tries: number;
  readonly heardAt: Instant | null;
}

export const EVENT_KINDS = ['started', 'widened', 'halted', 'resumed', 'cancelled', 'undone', 'finished'] as const;

/** Something that was decided, by whom, and how things stood. */
export interface RolloutEvent {
  readonly at: Instant;
  readonly kind: (typeof EVENT_KINDS)[number];
  readonly who: Decider;
  readonly ring: number;
  readonly failedCount: number;
  readonly endedCount: number;
}

/** `headquarters` is what it does by itself. */
export type Decider = 'administrator' | 'command line' | 'headquarters';

export const endedOf = ({ good, failed, accepted }: Tally): number => good + failed + accepted;
