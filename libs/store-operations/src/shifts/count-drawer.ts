import { shiftFigures } from '@app/channel-db';
import type { Tx } from '@app/database';
import type { Capsule } from '@app/protocol';
import { storeError } from '../errors';
import { amountIn, moneyText, moneyTextOrNull } from '../money';
import type { Actor, Store } from '../store';
import { recordFrame, type Till } from '../till';
import { visibleOpenShift } from './own-shift';
import { tenderTotals } from './report';
import type { CountAnswer } from './shift-schema';
import { shiftView } from './shift-view';

export interface CountedTender {
  readonly tenderTypeId: string;
  readonly amount: string;
}

/** Sees what a drawer should hold. Everybody else counts blind. */
const SEES_EXPECTED = 'print-x-report';

/** Records what was found. It may be counted again: the last count of a tender stands. */
export async function countDrawer(
  tx: Tx,
  store: Store,
  till: Till,
  actor: Actor,
  shiftId: string,
  counts: readonly CountedTender[],
): Promise<CountAnswer> {
  const shift = await visibleOpenShift(tx, till, actor, shiftId);
  const capsules: Capsule[] = [];
  for (const [index, count] of counts.entries()) {
    const { capsule } = await store.journal.appendRecord(tx, {
      ...recordFrame(store, till, actor, shift),
      type: 'cash',
      body: { ...checked(till, shift.currency, count, index), kind: 'count', currency: shift.currency, reason: null },
    });
    capsules.push(capsule);
  }
  const figures = await shiftFigures(tx, shiftId);
  const totals = tenderTotals(shift, figures, till.rules.tenderTypes).filter(({ counted }) => counted !== null);
  const isBlind = !actor.permissions.has(SEES_EXPECTED);
  return {
    shift: shiftView(shift, till.rules, store.businessClock.now()),
    counts: totals.map(({ tenderTypeId, counted, expected, difference }) => ({
      tenderTypeId,
      counted: moneyTextOrNull(shift.currency, counted) ?? '',
      expected: isBlind ? null : moneyText(shift.currency, expected),
      difference: isBlind ? null : moneyTextOrNull(shift.currency, difference),
    })),
    capsules,
  };
}

function checked({ rules }: Till, currency: string, { tenderTypeId, amount }: CountedTender, index: number) {
  if (rules.tenderTypes.get(tenderTypeId)?.isCounted !== true) {
    throw storeError('shift.tender-unknown', 'this tender is not counted', { field: `/counts/${index}/tenderTypeId` });
  }
  const found = amountIn(currency, amount, `/counts/${index}/amount`);
  if (found < 0) throw storeError('amount.malformed', 'a count is not negative', { field: `/counts/${index}/amount` });
  return { tenderTypeId, amount: moneyText(currency, found) };
}
