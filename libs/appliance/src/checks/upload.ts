import type { Finding } from '../finding';
import type { StatusCheck } from './check';

/** Sales go up within seconds; after this somebody should know that they do not. */
const LATE_MS = 15 * 60_000;

/** Whether sales reach headquarters: how many wait, what they are worth, and whether it refuses them. */
export const checkUpload: StatusCheck = ({ upload, alarms = [], clock }) => {
  const { waitingCount: count, waitingAmounts: amounts, oldestAt } = upload;
  const found: Finding[] = [];
  const refusal = alarms.find(({ code }) => code === 'upload.stuck');
  if (refusal) found.push({ code: 'upload.stuck', weight: 'attention', action: 'retry-upload', since: refusal.raisedAt ?? null, count });
  if (oldestAt !== null && clock.now - oldestAt > LATE_MS) {
    found.push({ code: 'upload.waiting', weight: 'attention', action: 'retry-upload', count, amounts, oldestAt });
  }
  return found;
};
