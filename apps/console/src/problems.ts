import { PLATFORM_PROBLEMS, type ProblemTable } from '@app/platform';

export const PROBLEMS: ProblemTable = {
  ...PLATFORM_PROBLEMS,
  'auth.wrong-password': 401,
  'auth.try-later': 429,
  'auth.foreign-origin': 403,
  'auth.foreign-host': 421,
  'first-run.wrong-code': 401,
  'first-run.done': 409,
  'first-run.weak-password': 422,
  'scale-unit.unreachable': 503,
  'scale-unit.refused': 409,
  'launcher.unreachable': 503,
  'launcher.refused': 409,
};
