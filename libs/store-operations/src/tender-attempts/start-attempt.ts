import { insertAttempt, type TenderAttempt } from '@app/channel-db';
import { calculateCart, planTender, whyNotNow, type Cart, type ChannelRules, type TenderType } from '@app/commerce';
import type { Tx } from '@app/database';
import { invariant, type Amount } from '@app/kernel';
import { refusalError, storeError } from '../errors';
import { amountIn } from '../money';
import type { Actor, Store } from '../store';
import type { Till } from '../till';
import { cartAt, type AttemptPlace } from './attempt-place';
import { originalOf } from './original-payment';
import { startedAttempt } from './started-attempt';

export interface NewAttempt {
  /** Made by the register; also the id of the tender it becomes. */
  readonly attemptId: string;
  readonly tenderTypeId: string;
  /** A decimal text; negative to give back what an earlier sale was paid with. */
  readonly amount: string;
  /** Of an account at headquarters; a credit memo that is given out gets one where the register has none. */
  readonly accountNumber: string | null;
  /** A register that drives its own terminal reports the outcome. */
  readonly drivenBy: 'box' | 'register';
}

/** Commits that money is going to be asked for. What follows is found out outside of this unit. */
export async function startAttempt(
  tx: Tx,
  store: Store,
  till: Till,
  actor: Actor,
  place: AttemptPlace,
  wanted: NewAttempt,
): Promise<TenderAttempt> {
  const type = tenderTypeOf(till, wanted);
  const amount = amountIn(till.rules.currency.code, wanted.amount, '/amount');
  const cart = await cartAt(tx, store, till, actor, place);
  if (cart.tenders.some(({ tenderId }) => tenderId === wanted.attemptId)) throw idTaken();
  const notNow = amount > 0 ? whyNotNow(cart, till.rules, store.businessClock.now()) : undefined;
  if (notNow) throw refusalError(notNow);
  refuseUnplanned(cart, till.rules, type, amount);
  const attempt = startedAttempt(store, cart, {
    attemptId: wanted.attemptId,
    tenderTypeId: type.tenderTypeId,
    kind: amount < 0 ? 'refund' : 'payment',
    requestedAmount: amount,
    ...(type.function === 'card' ? await byCard(tx, cart, till, type, amount, wanted) : onAccount(type, amount, wanted)),
  });
  await insertAttempt(tx, attempt);
  return attempt;
}

/** The attempt of an id that is known: the same request gets it, another one is refused. */
export function sameAttempt(known: TenderAttempt, actor: Actor, { cartId }: AttemptPlace, wanted: NewAttempt): TenderAttempt {
  const { channelId, tenderTypeId, requestedAmount, currency } = known;
  const isSame = known.cartId === cartId && channelId === actor.channelId && tenderTypeId === wanted.tenderTypeId;
  if (isSame && requestedAmount === amountIn(currency, wanted.amount, '/amount')) return known;
  throw idTaken();
}

const idTaken = () => storeError('tender-attempt.id-taken', 'the id was used for another payment', { field: '/attemptId' });

function tenderTypeOf({ rules }: Till, { tenderTypeId }: NewAttempt): TenderType {
  const type = rules.tenderTypes.get(tenderTypeId);
  if (!type || type.function === 'cash') {
    throw storeError('tender.unknown', 'cash is no attempt', { field: '/tenderTypeId' });
  }
  return type;
}

/** Before there are goods only the simplest can be said of a payment; the rest is checked with the sale. */
function refuseUnplanned(cart: Cart, rules: ChannelRules, type: TenderType, amount: Amount): void {
  if (cart.lines.length === 0 && amount > 0) return;
  const planned = planTender(calculateCart(cart), type, amount, rules);
  if (planned.kind === 'refused') throw refusalError(planned);
}

async function byCard(tx: Tx, cart: Cart, { register }: Till, type: TenderType, amount: Amount, { drivenBy }: NewAttempt) {
  const { terminalId, registerId } = register;
  if (drivenBy === 'box' && terminalId === null) {
    throw storeError('tender-attempt.no-terminal', 'the register has no card terminal', { registerId });
  }
  const reversesAttemptId = amount < 0 ? await originalOf(tx, cart, type, amount) : null;
  return { function: 'card', terminalId, drivenBy, reversesAttemptId } as const;
}

/** Gift cards and vouchers take nothing back: their money goes onto a credit memo (field notes 5.6, 5.7). */
function onAccount({ function: moves }: TenderType, amount: Amount, { attemptId, accountNumber }: NewAttempt) {
  invariant(moves !== 'cash' && moves !== 'card', 'an account at headquarters');
  if (amount < 0 && (moves === 'gift-card' || moves === 'voucher')) {
    throw storeError('tender.no-return', 'it takes nothing back', { field: '/tenderTypeId' });
  }
  if (accountNumber !== null) return { function: moves, accountNumber };
  if (moves === 'credit-memo' && amount < 0) return { function: moves, accountNumber: memoNumberOf(attemptId) };
  if (moves === 'gift-card') throw storeError('gift-card.refused', 'a gift card has a number', { field: '/giftCardNumber' });
  throw storeError('account.number-required', 'an account has a number', { field: '/accountNumber' });
}

const MEMO_DIGITS = 16;

/** `M` and digits of the attempt id's random end: no series to keep, the same for a repeated request, and hard to guess. */
function memoNumberOf(attemptId: string): string {
  const random = BigInt(`0x${attemptId.replaceAll('-', '').slice(-15)}`);
  return `M${String(random % 10n ** BigInt(MEMO_DIGITS)).padStart(MEMO_DIGITS, '0')}`;
}
