import type { Finding } from '../finding';
import type { StatusCheck } from './check';

/** Whether headquarters holds what it acknowledged, and this box the rows that headquarters sends. */
export const checkExchange: StatusCheck = ({ alarms = [] }) => {
  const about = (code: string): string[] => alarms.filter((alarm) => alarm.code === code).map(({ subject }) => subject);
  const [lost, different] = [about('upload.missing'), about('upload.different')];
  const found: Finding[] = [];
  if (lost.length > 0) found.push({ code: 'records.lost', weight: 'attention', action: null, names: lost });
  if (different.length > 0) found.push({ code: 'records.different', weight: 'attention', action: null, names: different });
  if (about('content.different').length > 0) found.push({ code: 'catalog.different', weight: 'attention', action: null });
  return found;
};
