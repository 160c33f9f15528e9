import { PAGE_PROBLEMS, PLATFORM_PROBLEMS, type ProblemTable } from '@app/platform';

export const PROBLEMS: ProblemTable = {
  ...PLATFORM_PROBLEMS,
  ...PAGE_PROBLEMS,
  'auth.wrong-password': 401,
  'first-run.wrong-code': 401,
  'first-run.done': 409,
  'user.weak-password': 422,
  'user.unknown': 404,
  'user.name-taken': 409,
  'user.too-many': 409,
  'user.last-admin': 409,
  'auth.wrong-emergency-code': 401,
  'second-factor.wrong-code': 401,
  'second-factor.not-set-up': 409,
  'second-factor.not-begun': 409,
  'scale-unit.unreachable': 503,
  'scale-unit.refused': 409,
  'fixup.payment-open': 409,
  'launcher.unreachable': 503,
  'launcher.refused': 409,
};
