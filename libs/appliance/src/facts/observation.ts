import type { Instant } from '@app/kernel';
import type { PlannedWork } from './planned-work';
import type { UnitStatus } from './unit-status';
import type { UpdateFacts } from './update-facts';

/** What the launcher says about the scale unit's process; null when nobody can be asked. */
export interface UnitProcess {
  readonly state: 'running' | 'waiting' | 'stopping' | 'stopped';
  readonly restarts: number;
  readonly startedAt: Instant | null;
  readonly nextStartAt: Instant | null;
}

/** The unit runs, or starts again and again, and cannot read what it stands on. */
export type UnitFault = 'database';

/** The code that lets an admin in once without anybody who can log on: none made, put away, or used up. */
export type EmergencyCodeState = 'none' | 'sealed' | 'used';

/** What the scale unit can say of itself: that it answers, and its status. */
export function ownObservation(status: UnitStatus): Observation {
  const { now } = status.clock;
  return { at: now, isUnitAnswering: true, silentSince: null, status, statusAt: now, process: null, fault: null, work: status.work };
}

/** Everything the console knows at one moment: the unit's last answer, how old it is, and whether the unit answers now. */
export interface Observation {
  readonly at: Instant;
  readonly isUnitAnswering: boolean;
  /** Since when the unit does not answer; null while it does. */
  readonly silentSince: Instant | null;
  /** The last answer; null when there was none since the console started. */
  readonly status: UnitStatus | null;
  readonly statusAt: Instant | null;
  readonly process: UnitProcess | null;
  /** Why the unit does not answer, as far as it could still say; null when it said nothing. */
  readonly fault: UnitFault | null;
  /** When the disk will be full, going on as in the last days; null when it does not fill, or nobody knows yet. */
  readonly diskFullAt?: Instant | null | undefined;
  /** Absent where nobody logs on. */
  readonly emergencyCode?: EmergencyCodeState | undefined;
  /** The last that was planned, also while the unit is silent. */
  readonly work?: PlannedWork | null | undefined;
  /** Absent where nobody knows of updates. */
  readonly update?: UpdateFacts | null | undefined;
}
