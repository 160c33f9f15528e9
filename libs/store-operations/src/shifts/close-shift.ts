import { findCapsule, lastZNumberOf, recordsOfShift, type Shift } from '@app/channel-db';
import type { Reader, Tx } from '@app/database';
import { invariant } from '@app/kernel';
import type { Capsule, RecordBody } from '@app/protocol';
import { appendOverride } from '../audit';
import { storeError } from '../errors';
import type { Actor, Store } from '../store';
import { recordFrame, type Till } from '../till';
import { visibleShift } from './own-shift';
import { figuresOf, reportFigures } from './report';
import type { ClosedShift, ShiftReport } from './shift-schema';
import { shiftView } from './shift-view';
import { salesWithoutChargeOf } from './unmatched';
import { voidSuspended } from './void-suspended';
import { settleOpen } from './whats-open';

type ZBody = RecordBody<'shift-close'>;

/** Closes a shift and makes its Z report from the sums over its records. Closing it again answers the same report. */
export async function closeShift(
  tx: Tx, store: Store, till: Till, actor: Actor, shiftId: string, registerIds: readonly string[],
): Promise<ClosedShift> {
  const shift = await visibleShift(tx, till, actor, shiftId);
  if (shift.state === 'closed') return closedBefore(tx, store, till, shift);
  if (shift.state !== 'open') throw storeError('shift.not-open', 'the shift is not open', { shiftId, state: shift.state });
  await settleOpen(tx, shift, registerIds, store.clock.now());
  const voided = await voidSuspended(tx, store, till, actor, shift);
  const overrides = await appendOverride(tx, store, till, actor, 'shift.close', shift);
  const { body, capsule } = await appendClose(tx, store, till, actor, shift);
  const closed: Shift = { ...shift, state: 'closed', closedAt: body.closedAt, zNumber: body.zNumber };
  const salesWithoutCharge = await salesWithoutChargeOf(tx, shift);
  return { ...answerOf(closed, body, till, store), salesWithoutCharge, capsules: [...voided, ...overrides, capsule] };
} // prettier-ignore

async function appendClose(tx: Tx, store: Store, till: Till, actor: Actor, shift: Shift): Promise<{ body: ZBody; capsule: Capsule }> {
  const figures = await figuresOf(tx, shift.shiftId, till.rules.tenderTypes);
  const facts = {
    zNumber: (await lastZNumberOf(tx, shift.channelId, shift.registerId)) + 1,
    openedAt: shift.openedAt,
    closedAt: store.businessClock.now(),
    currency: shift.currency,
    ...reportFigures(shift, figures, till.rules.tenderTypes),
    firstCounter: figures.firstCounter,
  };
  let body: ZBody | undefined;
  const { capsule } = await store.journal.appendRecord(tx, {
    ...recordFrame(store, till, actor, shift),
    type: 'shift-close',
    body: ({ counter, perpetualTotal }) => (body = { ...facts, lastCounter: counter, perpetualTotal }),
  });
  invariant(body, 'a record asks for its body');
  return { body, capsule };
}

async function closedBefore(reader: Reader, store: Store, till: Till, shift: Shift): Promise<ClosedShift> {
  const { body, capsule } = await closingOf(reader, shift);
  const salesWithoutCharge = await salesWithoutChargeOf(reader, shift);
  return { ...answerOf(shift, body, till, store), salesWithoutCharge, capsules: [capsule] };
}

/** A Z report is read from its record, never computed again. */
export async function zReport(reader: Reader, store: Store, till: Till, shift: Shift): Promise<ShiftReport> {
  const { body } = await closingOf(reader, shift);
  return answerOf(shift, body, till, store).report;
}

async function closingOf(reader: Reader, { shiftId, state }: Shift): Promise<{ body: ZBody; capsule: Capsule }> {
  const closing = (await recordsOfShift(reader, shiftId)).find(({ type }) => type === 'shift-close');
  const capsule = closing && (await findCapsule(reader, closing.recordId));
  if (!capsule) throw storeError('shift.not-closed', 'the shift has no Z report yet', { shiftId, state });
  const { body } = JSON.parse(capsule.record) as { body: ZBody };
  return { body, capsule };
}

function answerOf(shift: Shift, body: ZBody, { rules }: Till, store: Store): Pick<ClosedShift, 'shift' | 'report'> {
  const view = shiftView(shift, rules, store.businessClock.now());
  const { saleCount, returnCount, voidCount, lineCount, gross, net, tax, returned, rounding, taxes, tenders, zNumber } = body;
  const { firstReceiptNumber, lastReceiptNumber, suspendedCount = 0, recalledCount = 0, reductions = [] } = body;
  return {
    shift: view,
    report: {
      shift: view, kind: 'z', zNumber, saleCount, returnCount, voidCount, suspendedCount, recalledCount, lineCount, gross, net, tax, returned, rounding,
      taxes, reductions, tenders, firstReceiptNumber, lastReceiptNumber,
    },
  }; // prettier-ignore
}
