import type { Observation, UnitStatus, Verdict, Words } from '@app/appliance';
import type { Status } from '../api/client';

/** All a page needs to say something: the facts, what follows from them, and how this store says it. */
export interface Known {
  readonly observation: Observation;
  /** The unit's last answer; it may be old, `observation` says so. */
  readonly facts: UnitStatus | null;
  readonly verdict: Verdict;
  readonly words: Words;
  readonly failure: string | null;
  readonly console: Status['console'];
  /** False while the console itself does not answer. */
  readonly isLive: boolean;
}
