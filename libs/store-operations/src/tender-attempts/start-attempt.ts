import { attemptsOf, findCart, findSale, insertAttempt, insertCart, openShiftOf, type TenderAttempt } from '@app/channel-db';
import { beginCart, calculateCart, planTender, type Cart, type Refusal, type TenderType } from '@app/commerce';
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
  /** The cart, that is the transaction. */
  readonly cartId: string;
  /** The revision that the register saw; null when it has no cart, because the sale will come in one request. */
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
  const cart = (await findCart(tx, place.cartId)) ?? (await beginForLater(tx, store, till, actor, place));
  await refuseWhileUnclear(tx, cart.id);
  refuseUnplanned(cart, place, till, actor, type, amount);
  const original = amount < 0 ? await originalOf(tx, cart, type, amount) : null;
  const attempt = attemptFrom({ store, till, actor, cart, wanted, type, amount, original });
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

/** A sale that comes in one request has no cart yet: the money that is asked for before it gets one to stand in. */
async function beginForLater(
  tx: Tx,
  store: Store,
  { rules, register }: Till,
  actor: Actor,
  { cartId, revision }: AttemptPlace,
): Promise<Cart> {
  const { channelId, registerId, staffId } = actor;
  const { drawerId } = register;
  if (revision !== null || (await findSale(tx, cartId))) throw unknownCart(cartId);
  const shift = await openShiftOf(tx, channelId, drawerId);
  if (!shift) throw storeError('shift.not-open', 'the drawer has no open shift', { drawerId });
  const at = store.businessClock.now();
  const cart = beginCart({ id: cartId, mode: 'live', registerId, drawerId, staffId, shift, at }, rules);
  await insertCart(tx, cart, store.clock.now());
  return cart;
}

function refuseUnplanned(cart: Cart, { revision }: AttemptPlace, { rules }: Till, actor: Actor, type: TenderType, amount: Amount): void {
  if (cart.channelId !== actor.channelId || cart.registerId !== actor.registerId) throw unknownCart(cart.id);
  if (revision === null && cart.lines.length > 0) {
    throw storeError('cart.revision-required', 'the header If-Match is required', { field: 'If-Match' });
  }
  if (revision !== null && revision !== cart.revision) {
    throw storeError('cart.revision-stale', 'the cart has changed since it was read', { field: 'If-Match', revision: cart.revision });
  }
  const why = cart.lines.length > 0 ? planTender(calculateCart(cart), type, amount, rules) : whyNotBefore(cart, amount);
  if (why?.kind === 'refused') throw refusalError(why);
}

/** Before there are goods only the simplest can be said of a payment; the rest is checked with the sale. */
function whyNotBefore({ status }: Cart, amount: Amount): Refusal | undefined {
  if (status !== 'open') return { kind: 'refused', code: 'cart.not-open', details: { status } };
  return amount > 0 ? undefined : { kind: 'refused', code: 'tender.wrong-sign', details: { field: '/amount' } };
}

const unknownCart = (transactionId: string) => storeError('cart.unknown', 'this register has no such cart', { transactionId });

interface Facts {
  readonly store: Store;
  readonly till: Till;
  readonly actor: Actor;
  readonly cart: Cart;
  readonly wanted: NewAttempt;
  readonly type: TenderType;
  readonly amount: Amount;
  readonly original: string | null;
}

function attemptFrom({ store, till, actor, cart, wanted, type, amount, original }: Facts): TenderAttempt {
  const terminalId = type.function === 'card' ? till.register.terminalId : null;
  if (type.function === 'card' && wanted.drivenBy === 'box' && terminalId === null) {
    throw storeError('tender-attempt.no-terminal', 'the register has no card terminal', { registerId: actor.registerId });
  }
  return {
    attemptId: wanted.attemptId,
    cartId: cart.id,
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
