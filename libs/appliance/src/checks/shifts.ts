import { registerName } from '../facts/register-name';
import type { StatusCheck } from './check';

/** Shifts that stayed open when their day was over: its figures wait for them. */
export const checkShifts: StatusCheck = (status) => {
  const overdue = status.selling.registers.filter(({ isShiftOverdue }) => isShiftOverdue === true);
  if (overdue.length === 0) return [];
  const registerNames = overdue.map(({ channelId, registerId }) => registerName(status, channelId, registerId));
  return [{ code: 'shift.overdue', weight: 'attention', action: 'show-registers', registerNames }];
};
