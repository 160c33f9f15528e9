import { attemptsOf, findCart, findSale, insertCart, openShiftOf } from '@app/channel-db';
import { beginCart, type Cart } from '@app/commerce';
import type { Tx } from '@app/database';
import { storeError } from '../errors';
import type { Actor, Store } from '../store';
import type { Till } from '../till';
import { isUnsettled } from './settle-attempt';

/** Where an attempt belongs. */
export interface AttemptPlace {
  /** The cart, that is the transaction. */
  readonly cartId: string;
  /** The revision that the register saw; null when it has no cart, because the sale will come in one request. */
  readonly revision: number | null;
}

/** The register's own cart, as the register saw it, with no payment under way. */
export async function cartAt(tx: Tx, store: Store, till: Till, actor: Actor, place: AttemptPlace): Promise<Cart> {
  const cart = (await findCart(tx, place.cartId)) ?? (await beginForLater(tx, store, till, actor, place));
  refuseUnseen(cart, place, actor);
  await refuseWhileUnclear(tx, cart.id);
  return cart;
}

/** A sale that comes in one request has no cart yet: the money that is asked for before it gets one to stand in. */
async function beginForLater(tx: Tx, store: Store, till: Till, actor: Actor, { cartId, revision }: AttemptPlace): Promise<Cart> {
  const { channelId, registerId, staffId } = actor;
  const { drawerId } = till.register;
  if (revision !== null || (await findSale(tx, cartId))) throw unknownCart(cartId);
  const shift = await openShiftOf(tx, channelId, drawerId);
  if (!shift) throw storeError('shift.not-open', 'the drawer has no open shift', { drawerId });
  const at = store.businessClock.now();
  const cart = beginCart({ id: cartId, mode: 'live', registerId, drawerId, staffId, shift, at }, till.rules);
  await insertCart(tx, cart, store.clock.now());
  return cart;
}

function refuseUnseen(cart: Cart, { revision }: AttemptPlace, actor: Actor): void {
  if (cart.channelId !== actor.channelId || cart.registerId !== actor.registerId) throw unknownCart(cart.id);
  if (cart.status !== 'open') throw storeError('cart.not-open', 'the cart is finished', { status: cart.status });
  if (revision === null && cart.lines.length > 0) {
    throw storeError('cart.revision-required', 'the header If-Match is required', { field: 'If-Match' });
  }
  if (revision !== null && revision !== cart.revision) {
    throw storeError('cart.revision-stale', 'the cart has changed since it was read', { field: 'If-Match', revision: cart.revision });
  }
}

/** One at a time: until its end is known, nobody can say how much is left to pay. */
async function refuseWhileUnclear(tx: Tx, cartId: string): Promise<void> {
  const open = (await attemptsOf(tx, cartId)).find(isUnsettled);
  if (open) throw storeError('tender-attempt.unclear', 'it is unclear how an earlier payment ended', { attemptId: open.attemptId });
}

const unknownCart = (transactionId: string) => storeError('cart.unknown', 'this register has no such cart', { transactionId });
