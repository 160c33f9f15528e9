import { registerName } from '../facts/register-name';
import type { Finding } from '../finding';
import type { UnitStatus } from '../facts/unit-status';
import type { StatusCheck } from './check';

/** Whether this box is set up, and whether it is the one that may sell. */
export const checkBox: StatusCheck = (status) => {
  const { box, database } = status;
  if (!database.ok) return [{ code: 'database.broken', weight: 'stops-selling', action: 'restart-unit', message: database.message }];
  const found: Finding[] = [];
  if (box.state === 'new') found.push({ code: 'box.new', weight: 'stops-selling', action: 'enrol' });
  else if (box.state === 'enrolled' || box.state === 'loading') found.push({ code: 'box.loading', weight: 'stops-selling', action: null });
  else if (box.state === 'behind')
    found.push({ code: 'box.behind', weight: 'stops-selling', action: 'show-registers', registerNames: awaitedNames(status) });
  else if (box.state === 'superseded') found.push({ code: 'box.superseded', weight: 'stops-selling', action: null });
  if (box.fork > 0) found.push({ code: 'box.copy', weight: 'attention', action: null, fork: box.fork });
  return found;
};

const awaitedNames = (status: UnitStatus): string[] =>
  (status.box.awaited ?? []).map(({ channelId, registerId }) => registerName(status, channelId, registerId));
