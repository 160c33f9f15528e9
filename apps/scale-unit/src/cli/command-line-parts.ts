import type { UnitSettings } from '../config';

/** What commands are given instead of the environment and the screen. */
export interface CommandLineParts {
  readonly settings: () => UnitSettings;
  readonly say: (line: string) => void;
}
