import { registerName } from '../facts/register-name';
import type { StatusCheck } from './check';

/** A register with an open shift speaks at least this often. */
const SILENT_AFTER_MS = 15 * 60_000;

/** Whether there are registers, and whether one fell silent in the middle of its shift. A shift whose day is over is another finding. */
export const checkRegisters: StatusCheck = (status) => {
  const { box, selling, clock } = status;
  if (box.state !== 'active') return [];
  if (!selling.registers.some(({ deviceState }) => deviceState === 'active')) {
    return [{ code: 'registers.none', weight: 'information', action: 'show-registers' }];
  }
  const silent = selling.registers
    .filter(
      (one) => one.isShiftOpen && one.isShiftOverdue !== true && one.lastSeenAt !== null && clock.now - one.lastSeenAt > SILENT_AFTER_MS,
    )
    .sort((left, right) => left.lastSeenAt! - right.lastSeenAt!);
  const [register] = silent;
  if (!register) return [];
  const name = registerName(status, register.channelId, register.registerId);
  return [{ code: 'register.silent', weight: 'attention', action: 'show-registers', register, registerName: name, count: silent.length }];
};
