import type { StatusCheck } from './check';

/** Sales that registers gave back and that contradict what this box holds. Both are kept; a person has to look. */
export const checkJournal: StatusCheck = ({ alarms = [] }) => {
  const names = alarms.filter(({ code }) => code.startsWith('capsule.')).map(({ subject }) => subject);
  return names.length === 0 ? [] : [{ code: 'journal.conflict', weight: 'attention', action: null, names }];
};
