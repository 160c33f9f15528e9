import type { ProblemTable } from '@app/platform';

/** Codes of devices, employees, sessions and enrolment. */
export const PEOPLE_PROBLEMS: ProblemTable = {
  'activation.refused': 401,
  'approval.not-permitted': 403,
  'approval.own': 422,
  'device.unknown': 404,
  'journal.more-missing': 409,
  'register.unknown': 404,
  'log-on.refused': 401,
  'log-on.too-soon': 429,
  'log-on.locked-out': 429,
  'log-on.no-pepper': 503,
  'session.heads-required': 409,
  'session.required': 401,
  'staff.unknown': 422,
  'session.invalid': 401,
  'session.locked': 401,
  'session.ended': 401,
  'box.enrolled-already': 409,
  'enrolment.refused': 409,
  'headquarters.unreachable': 503,
  'headquarters.not-pinned': 409,
  'headquarters.not-understood': 503,
};
