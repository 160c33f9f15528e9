import { PAGE_PROBLEMS, PLATFORM_PROBLEMS, type ProblemTable } from '@app/platform';

export const PROBLEMS: ProblemTable = {
  ...PLATFORM_PROBLEMS,
  ...PAGE_PROBLEMS,
  'auth.wrong-password': 401,
  'first-run.wrong-code': 401,
  'first-run.done': 409,
  'first-run.weak-password': 422,
  'scale-unit.unreachable': 503,
  'scale-unit.refused': 409,
  'fixup.payment-open': 409,
  'launcher.unreachable': 503,
  'launcher.refused': 409,
};
