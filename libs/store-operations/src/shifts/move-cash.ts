import type { Tx } from '@app/database';
import { negate, type Amount } from '@app/kernel';
import { storeError } from '../errors';
import { amountIn, moneyText } from '../money';
import type { Actor, Store } from '../store';
import { recordFrame, type Till } from '../till';
import { appendOverride } from '../audit';
import { visibleOpenShift } from './own-shift';
import { mainCashTender } from './report';
import type { ShiftAnswer } from './shift-schema';
import { shiftView } from './shift-view';

export const CASH_MOVEMENTS = ['paid-in', 'paid-out', 'safe-drop'] as const;

export interface CashMove {
  readonly kind: (typeof CASH_MOVEMENTS)[number];
  /** A size: the kind says which way it goes. */
  readonly amount: string;
  /** Needed unless the money only goes to the safe. */
  readonly reason: string | null;
  /** The channel's cash when null. */
  readonly tenderTypeId: string | null;
}

/** Pays into the drawer, out of it, or drops into the safe. */
export async function moveCash(tx: Tx, store: Store, till: Till, actor: Actor, shiftId: string, move: CashMove): Promise<ShiftAnswer> {
  const shift = await visibleOpenShift(tx, till, actor, shiftId);
  const amount = signedAmount(move, shift.currency);
  const reason = reasonOf(move);
  const { capsule } = await store.journal.appendRecord(tx, {
    ...recordFrame(store, till, actor, shift),
    type: 'cash',
    body: {
      kind: move.kind,
      currency: shift.currency,
      tenderTypeId: cashTender(till, move),
      amount: moneyText(shift.currency, amount),
      reason,
    },
  });
  const overrides = await appendOverride(tx, store, till, actor, 'shift.move-cash', shift);
  return { shift: shiftView(shift, till.rules, store.businessClock.now()), capsules: [capsule, ...overrides] };
}

function signedAmount({ kind, amount }: CashMove, currency: string): Amount {
  const size = amountIn(currency, amount, '/amount');
  if (size <= 0) throw storeError('amount.malformed', 'an amount above zero is needed', { field: '/amount' });
  return kind === 'paid-in' ? size : negate(size);
}

/** Kept as it was written: blanks count only in whether there is a reason at all. */
function reasonOf({ kind, reason }: CashMove): string | null {
  const isGiven = reason !== null && reason.trim() !== '';
  if (!isGiven && kind !== 'safe-drop') throw storeError('shift.reason-required', 'a reason is needed', { field: '/reason' });
  return isGiven ? reason : null;
}

function cashTender({ rules }: Till, { tenderTypeId }: CashMove): string {
  const id = tenderTypeId ?? mainCashTender(rules.tenderTypes);
  if (id !== undefined && rules.tenderTypes.get(id)?.function === 'cash') return id;
  throw storeError('shift.tender-unknown', 'there is no such cash tender', { field: '/tenderTypeId' });
}
