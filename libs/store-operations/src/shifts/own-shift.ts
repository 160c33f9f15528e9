import { findShift, type Shift } from '@app/channel-db';
import type { Reader } from '@app/database';
import { storeError } from '../errors';
import type { Actor } from '../store';
import type { Till } from '../till';

/** Sees and handles shifts of every drawer of the store. */
const ALL_SHIFTS = 'view-all-shifts';

export const seesAllShifts = ({ permissions }: Actor): boolean => permissions.has(ALL_SHIFTS);

/** A shift of the caller's drawer, or of any drawer for who may see all. A shift of somebody else is as unknown as none. */
export async function visibleShift(reader: Reader, { register }: Till, actor: Actor, shiftId: string): Promise<Shift> {
  const shift = await findShift(reader, shiftId);
  const isVisible = shift?.channelId === actor.channelId && (shift.drawerId === register.drawerId || seesAllShifts(actor));
  if (!shift || !isVisible) throw storeError('shift.unknown', 'there is no such shift', { shiftId });
  return shift;
}

export async function visibleOpenShift(reader: Reader, till: Till, actor: Actor, shiftId: string): Promise<Shift> {
  const shift = await visibleShift(reader, till, actor, shiftId);
  if (shift.state !== 'open') throw storeError('shift.not-open', 'the shift is not open', { shiftId, state: shift.state });
  return shift;
}
