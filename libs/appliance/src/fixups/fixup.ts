import type { Observation } from '../facts/observation';
import type { Cause, FindingCode, FixupKind } from '../finding';

/** Something the console can do about a finding. */
export interface Fixup {
  readonly kind: FixupKind;
  readonly heals: readonly FindingCode[];
  /** How long selling stops for it; 0 when it does not. */
  readonly stopsSellingMs: number;
  /** Whether the console may do it without asking anybody, as things are. */
  readonly isSafe: (observation: Observation, healed: Cause | null) => boolean;
  /** Between two runs that nobody asked for. */
  readonly pauseMs: number;
}

/** Payments that have begun and whose end is not written down: a customer may be at the terminal. */
export const openPaymentsOf = ({ status }: Observation): number => status?.cards.unclear.length ?? 0;
