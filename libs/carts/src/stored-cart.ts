import { findCart, updateCart } from '@app/channel-db';
import type { Cart } from '@app/commerce';
import type { Reader, Tx } from '@app/database';
import type { Instant } from '@app/kernel';
import { sellingError } from './errors';
import type { Seller } from './ports';

/** A register's own cart. To another register it does not exist. */
export async function loadCart(reader: Reader, seller: Seller, cartId: string): Promise<Cart> {
  return ownCart(await findCart(reader, cartId), seller, cartId);
}

export function ownCart(cart: Cart | undefined, seller: Seller, cartId: string): Cart {
  if (cart && cart.channelId === seller.channelId && cart.registerId === seller.registerId) return cart;
  throw sellingError('cart.unknown', 'this register has no such cart', { cartId });
}

/** The caller must have seen the cart as it is. */
export function requireRevision(cart: Cart, seen: number): void {
  if (cart.revision !== seen) throw staleRevision(cart);
}

/** Stores a changed cart if nobody changed it in between. */
export async function keepCart(tx: Tx, before: Cart, after: Cart, now: Instant): Promise<Cart> {
  const next = { ...after, revision: before.revision + 1 };
  if (!(await updateCart(tx, next, before.revision, now))) throw staleRevision(before);
  return next;
}

function staleRevision(cart: Cart) {
  return sellingError('cart.revision-stale', 'the cart has changed since it was read', { field: 'If-Match', revision: cart.revision });
}
