import type { Tx } from '@app/database';
import type { Capsule } from '@app/protocol';
import { storeError } from '../errors';
import { amountIn, moneyText, moneyTextOrNull } from '../money';
import type { Actor, Store } from '../store';
import { recordFrame, type Till } from '../till';
import { visibleOpenShift } from './own-shift';
import { figuresOf, tenderTotals } from './report';
import type { CountAnswer } from './shift-schema';
import { shiftView } from './shift-view';

export interface CountedTender {
  readonly tenderTypeId: string;
  /** Foreign money in its own currency. */
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
      body: { ...checked(till, shift.currency, count, index), kind: 'count', reason: null },
    });
    capsules.push(capsule);
  }
  const { tenderTypes } = till.rules;
  const totals = tenderTotals(shift, await figuresOf(tx, shiftId, tenderTypes), tenderTypes).map(asCounted(shift.currency));
  const isBlind = !actor.permissions.has(SEES_EXPECTED);
  return {
    shift: shiftView(shift, till.rules, store.businessClock.now()),
    counts: totals.flatMap(({ tenderTypeId, currency, counted, expected, difference }) => {
      if (counted === null) return [];
      const seen = { expected: moneyText(currency, expected), difference: moneyTextOrNull(currency, difference) };
      return [{ tenderTypeId, currency, counted: moneyText(currency, counted), ...(isBlind ? BLIND : seen) }];
    }),
    capsules,
  };
}

const BLIND = { expected: null, difference: null };

/** Foreign money in its own currency, all other in the shift's. */
const asCounted =
  (ownCurrency: string) =>
  ({ tenderTypeId, expected, counted, difference, foreign }: ReturnType<typeof tenderTotals>[number]) =>
    foreign
      ? { tenderTypeId, ...foreign, expected: foreign.taken }
      : { tenderTypeId, currency: ownCurrency, expected, counted, difference };

function checked({ rules }: Till, ownCurrency: string, { tenderTypeId, amount }: CountedTender, index: number) {
  const type = rules.tenderTypes.get(tenderTypeId);
  const currency = type?.currency?.code ?? ownCurrency;
  if (type?.isCounted !== true) {
    throw storeError('shift.tender-unknown', 'this tender is not counted', { field: `/counts/${index}/tenderTypeId` });
  }
  const found = amountIn(currency, amount, `/counts/${index}/amount`);
  if (found < 0) throw storeError('amount.malformed', 'a count is not negative', { field: `/counts/${index}/amount` });
  return { tenderTypeId, currency, amount: moneyText(currency, found) };
}
