import type { ProblemTable } from '../http/problem';

/** What only a process with pages and passwords answers. */
export const PAGE_PROBLEMS: ProblemTable = {
  'auth.try-later': 429,
  'auth.foreign-origin': 403,
  'auth.foreign-host': 421,
};
