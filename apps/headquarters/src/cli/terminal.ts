import type { Settings } from '../config';
import type { Headquarters } from '../headquarters';

export interface Terminal {
  readonly settings: () => Settings;
  /** Results, on standard output. */
  readonly say: (line: string) => void;
  /** How far long work is, on standard error. */
  readonly progress: (line: string) => void;
}

/** Runs a command on headquarters' files and closes them, whatever happens. */
export type WithHeadquarters = (work: (headquarters: Headquarters) => Promise<void>) => Promise<void>;
