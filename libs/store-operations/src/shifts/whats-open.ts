import { attemptsWithoutSale, openCartsOf, updateCart, type Shift } from '@app/channel-db';
import { activeTenders, type Cart } from '@app/commerce';
import type { Tx } from '@app/database';
import { invariant, type Instant } from '@app/kernel';
import { storeError } from '../errors';

/**
 * Refuses to close a shift whose money is not settled yet: a payment whose end nobody knows, a card that paid for nothing, or a
 * basket still open. Each is named, so that somebody can go and finish it. Training counts nowhere; a cart that never held
 * anything, such as one begun for a payment that was declined, ends with the shift.
 */
export async function settleOpen(tx: Tx, shift: Shift, registerIds: readonly string[], now: Instant): Promise<void> {
  for (const registerId of registerIds) {
    const attempts = await attemptsWithoutSale(tx, shift.channelId, registerId, shift.shiftId);
    const unclear = attempts.filter(({ state }) => state === 'started' || state === 'unknown');
    if (unclear.length > 0) throw storeError('shift.money-unclear', 'it is unclear how a payment ended', { attempts: unclear.map(nameOf) });
    const carts = (await openCartsOf(tx, shift.channelId, registerId)).filter(
      ({ mode, shiftId }) => mode === 'live' && shiftId === shift.shiftId,
    );
    const held = carts.filter((cart) => !isEmpty(cart));
    if (held.length > 0) throw storeError('shift.carts-open', 'a cart of the shift is open', { transactions: held.map(({ id }) => id) });
    const unspent = attempts.filter((attempt) => !unclear.includes(attempt));
    if (unspent.length > 0) throw storeError('shift.money-unspent', 'a payment belongs to no sale', { attempts: unspent.map(nameOf) });
    for (const cart of carts) await endEmpty(tx, cart, now);
  }
}

/** Lines that were voided are on record, so they count. */
const isEmpty = (cart: Cart): boolean => cart.lines.length === 0 && activeTenders(cart).length === 0;

async function endEmpty(tx: Tx, cart: Cart, now: Instant): Promise<void> {
  const ended = await updateCart(tx, { ...cart, status: 'voided', revision: cart.revision + 1 }, cart.revision, now);
  invariant(ended, 'nobody changes a cart within this unit');
}

function nameOf({ attemptId, cartId }: { attemptId: string; cartId: string }) {
  return { attemptId, transactionId: cartId };
}
