import type { StatusCheck } from './check';

const ABOUT = { 'backup.failed': 'backup.failed', 'backup.overdue': 'backup.old', 'backup.drill-failed': 'backup.unproven' } as const;
type Alarm = keyof typeof ABOUT;

/** Whether the store would come back if its disk died: a copy that is young, that was written, and that opens. */
export const checkBackups: StatusCheck = ({ alarms = [], backup }) => {
  const standing = (Object.keys(ABOUT) as Alarm[]).filter((alarm) => alarms.some(({ code }) => code === alarm));
  return standing.map((alarm) => ({ code: ABOUT[alarm], weight: 'attention', action: 'make-backup', lastAt: backup?.lastAt ?? null }));
};
