import { attemptsOf, findCart, insertAttempt, openShiftOf, type TenderAttempt } from '@app/channel-db';
import { calculateCart, planTender, type Cart, type TenderType } from '@app/commerce';
import type { Reader, Tx } from '@app/database';
import type { Amount } from '@app/kernel';
import { refusalError, storeError } from '../errors';
import { amountIn } from '../money';
import type { Actor, Store } from '../store';
import type { Till } from '../till';
import { originalOf } from './original-payment';
import { isUnsettled } from './settle-attempt';

export interface NewAttempt {
  /** Made by the register; also the id of the tender it becomes. */
  readonly attemptId: string;
  readonly tenderTypeId: string;
  /** A decimal text; negative to give back what an earlier sale was paid with. */
  readonly amount: string;
  readonly giftCardNumber: string | null;
  /** A register that drives its own terminal reports the outcome. */
  readonly drivenBy: 'box' | 'register';
}

/** Where an attempt belongs. */
export interface AttemptPlace {
  /** The cart, that is the transaction; there is none yet when the sale will come in one request. */
  readonly cartId: string;
  /** The revision of the cart that the register saw; null when it saw none. */
  readonly revision: number | null;
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
  const cart = await findCart(tx, place.cartId);
  await refuseWhileUnclear(tx, place.cartId);
  if (cart) refuseUnplanned(cart, place, till, actor, type, amount);
  else await refuseWithoutCart(tx, place, till, actor, amount);
  const original = amount < 0 ? await originalOf(tx, cart, type, amount) : null;
  const attempt = attemptFrom({ store, till, actor, place, wanted, type, amount, original });
  await insertAttempt(tx, attempt);
  return attempt;
}

/** The attempt of an id that is known: the same request gets it, another one is refused. */
export function sameAttempt(known: TenderAttempt, actor: Actor, { cartId }: AttemptPlace, wanted: NewAttempt): TenderAttempt {
  const { channelId, tenderTypeId, requestedAmount, currency } = known;
  const isSame = known.cartId === cartId && channelId === actor.channelId && tenderTypeId === wanted.tenderTypeId;
  if (isSame && requestedAmount === amountIn(currency, wanted.amount, '/amount')) return known;
  throw storeError('tender-attempt.id-taken', 'the attempt id was used for another payment', { field: '/attemptId' });
}

function tenderTypeOf({ rules }: Till, { tenderTypeId, giftCardNumber }: NewAttempt): TenderType {
  const type = rules.tenderTypes.get(tenderTypeId);
  if (!type || type.function === 'cash')
    throw storeError('tender.unknown', 'no card or gift card is paid this way', { field: '/tenderTypeId' });
  if (type.function === 'gift-card' && giftCardNumber === null) {
    throw storeError('gift-card.refused', 'a gift card has a number', { field: '/giftCardNumber' });
  }
  return type;
}

/** One at a time: until its end is known, nobody can say how much is left to pay. */
async function refuseWhileUnclear(reader: Reader, cartId: string): Promise<void> {
  const open = (await attemptsOf(reader, cartId)).find(isUnsettled);
  if (open) throw storeError('tender-attempt.unclear', 'it is unclear how an earlier payment ended', { attemptId: open.attemptId });
}

function refuseUnplanned(cart: Cart, { revision }: AttemptPlace, { rules }: Till, actor: Actor, type: TenderType, amount: Amount): void {
  const isOurs = cart.channelId === actor.channelId && cart.registerId === actor.registerId;
  if (!isOurs) throw storeError('cart.unknown', 'there is no such cart', { transactionId: cart.id });
  if (revision === null) throw storeError('cart.revision-required', 'If-Match is required', { field: 'If-Match' });
  if (revision !== cart.revision) throw storeError('cart.revision-stale', 'the cart was changed meanwhile', { revision: cart.revision });
  const planned = planTender(calculateCart(cart), type, amount, rules);
  if (planned.kind === 'refused') throw refusalError(planned);
}

/** For a sale that comes in one request: what it needs to be is checked there, here only that it may be sold at all. */
async function refuseWithoutCart(reader: Reader, place: AttemptPlace, { register }: Till, actor: Actor, amount: Amount): Promise<void> {
  if (place.revision !== null) throw storeError('cart.unknown', 'there is no such cart', { transactionId: place.cartId });
  if (amount <= 0) throw refusalError({ kind: 'refused', code: 'tender.wrong-sign', details: { field: '/amount' } });
  const shift = await openShiftOf(reader, actor.channelId, register.drawerId);
  if (!shift) throw storeError('shift.not-open', 'the drawer has no open shift', { drawerId: register.drawerId });
}

interface Facts {
  readonly store: Store;
  readonly till: Till;
  readonly actor: Actor;
  readonly place: AttemptPlace;
  readonly wanted: NewAttempt;
  readonly type: TenderType;
  readonly amount: Amount;
  readonly original: string | null;
}

function attemptFrom({ store, till, actor, place, wanted, type, amount, original }: Facts): TenderAttempt {
  const terminalId = type.function === 'card' ? till.register.terminalId : null;
  if (type.function === 'card' && wanted.drivenBy === 'box' && terminalId === null) {
    throw storeError('tender-attempt.no-terminal', 'the register has no card terminal', { registerId: actor.registerId });
  }
  return {
    attemptId: wanted.attemptId,
    cartId: place.cartId,
    channelId: actor.channelId,
    registerId: actor.registerId,
    tenderTypeId: type.tenderTypeId,
    function: type.function as 'card' | 'gift-card',
    kind: amount < 0 ? 'refund' : 'payment',
    reversesAttemptId: original,
    drivenBy: type.function === 'card' ? wanted.drivenBy : 'box',
    terminalId,
    state: 'started',
    currency: till.rules.currency.code,
    requestedAmount: amount,
    approvedAmount: null,
    authorization: null,
    cardLastDigits: null,
    giftCardNumber: type.function === 'gift-card' ? wanted.giftCardNumber : null,
    stateReason: null,
    decidedBy: null,
    startedAt: store.clock.now(),
    settledAt: null,
  };
}
