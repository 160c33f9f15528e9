import { PLATFORM_PROBLEMS, type ProblemTable } from '@app/platform';

/** Every code the unit's features may answer with, and its HTTP status. A spec finds codes that are missing here. */
export const PROBLEMS: ProblemTable = {
  ...PLATFORM_PROBLEMS,
};
