import type { Instant } from '@app/kernel';
import type { GateReason, UpdateWindow } from '../updates/gate';
import type { UpdateEnd, UpdateStep } from '../updates/update';

/** A reason as it was written down, also by another release: its code may be one that this one does not know. */
export interface WrittenReason {
  readonly code: string;
  readonly detail: string;
}

/** What the console knows about updates of this box; from files, so also while the scale unit is away. */
export interface UpdateFacts {
  /** The one that is ordered or under way. */
  readonly underWay: UpdateUnderWay | null;
  /** The one that ended last. */
  readonly last: { readonly to: string; readonly from: string; readonly outcome: UpdateEnd; readonly reason: WrittenReason | null; readonly at: Instant } | null;
  /** What the signed metadata said when it was asked last. */
  readonly offered: {
    readonly validUntil: Instant | null;
    readonly failure: (WrittenReason & { readonly at: Instant }) | null;
  };
} // prettier-ignore

export interface UpdateUnderWay {
  readonly version: string;
  readonly from: string;
  readonly kind: 'install' | 'undo';
  /** Null until somebody has begun to carry it out. */
  readonly step: UpdateStep | null;
  readonly since: Instant | null;
  readonly window: UpdateWindow;
  readonly whyNot: readonly GateReason[];
  readonly bytes: { readonly done: number; readonly total: number } | null;
  /** What the step waits for. */
  readonly trouble: WrittenReason | null;
  /** When it has proven itself. */
  readonly endsAt: Instant | null;
}
