import type { StatusCheck } from './check';

/** Whether there is a way in when nobody who can log on is there. */
export const checkAccess: StatusCheck = (_, { emergencyCode }) => {
  if (emergencyCode === 'used') return [{ code: 'access.emergency-code-used', weight: 'attention', action: 'show-users' }];
  if (emergencyCode === 'none') return [{ code: 'access.no-emergency-code', weight: 'information', action: 'show-users' }];
  return [];
};
