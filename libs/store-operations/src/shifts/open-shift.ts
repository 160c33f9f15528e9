import { findCapsule, findShift, openShiftOf, recordsOfShift, type Shift } from '@app/channel-db';
import type { Reader, Tx } from '@app/database';
import { businessDate, invariant, type Amount } from '@app/kernel';
import type { Capsule } from '@app/protocol';
import { storeError } from '../errors';
import { amountIn, moneyText } from '../money';
import type { Actor, Store } from '../store';
import { recordFrame, type Till } from '../till';
import { mainCashTender } from './report';
import type { ShiftAnswer } from './shift-schema';
import { shiftView } from './shift-view';

export interface NewShift {
  /** Made by the register. */
  readonly shiftId: string;
  /** What is in the drawer to begin with, as a decimal text. */
  readonly float: string;
}

/** Opens the shift of the register's drawer. The same shift again is the same answer. */
export async function openShift(tx: Tx, store: Store, till: Till, actor: Actor, wanted: NewShift): Promise<ShiftAnswer> {
  const { rules } = till;
  const float = checkedFloat(till, wanted);
  const known = await findShift(tx, wanted.shiftId);
  const capsule = known ? await openingOf(tx, known, till, float) : await append(tx, store, till, actor, { ...wanted, float });
  const shift = known ?? (await findShift(tx, wanted.shiftId));
  invariant(shift, 'a shift is there once its record is');
  return { shift: shiftView(shift, rules, store.businessClock.now()), capsules: [capsule] };
}

function checkedFloat({ rules }: Till, { float }: NewShift): Amount {
  const amount = amountIn(rules.currency.code, float, '/float');
  if (amount < 0) throw storeError('amount.malformed', 'a float is not negative', { field: '/float' });
  if (mainCashTender(rules.tenderTypes) === undefined) throw storeError('shift.no-cash-tender', 'the channel has no cash tender');
  return amount;
}

async function append(
  tx: Tx, store: Store, till: Till, actor: Actor, { shiftId, float }: { shiftId: string; float: Amount },
): Promise<Capsule> {
  const { rules, register } = till;
  const { drawerId } = register;
  const current = await openShiftOf(tx, actor.channelId, drawerId);
  if (current) throw storeError('shift.drawer-in-use', 'the drawer has an open shift', { drawerId, shiftId: current.shiftId });
  const openedAt = store.businessClock.now();
  const date = businessDate(openedAt, rules.timeZone, rules.dayCutOffMinutes);
  const { capsule } = await store.journal.appendRecord(tx, {
    ...recordFrame(store, till, actor, { shiftId, drawerId, businessDate: date }),
    type: 'shift-open',
    body: { openedAt, currency: rules.currency.code, float: moneyText(rules.currency.code, float) },
  });
  return capsule;
} // prettier-ignore

/** The opening record of a shift that is there already, when it is the same opening. */
async function openingOf(reader: Reader, shift: Shift, { register, rules }: Till, float: Amount): Promise<Capsule> {
  const isSame = shift.channelId === rules.channelId && shift.drawerId === register.drawerId && shift.openingFloat === float;
  const opening = (await recordsOfShift(reader, shift.shiftId)).find(({ type }) => type === 'shift-open');
  const capsule = isSame && opening ? await findCapsule(reader, opening.recordId) : undefined;
  if (!capsule) throw storeError('shift.id-taken', 'the shift id was used for another shift', { field: '/shiftId' });
  return capsule;
}
