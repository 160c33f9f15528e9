import { suspendedCartsOf, updateCart, type Shift } from '@app/channel-db';
import { calculateCart, hasExpired, type Cart } from '@app/commerce';
import type { Tx } from '@app/database';
import { invariant } from '@app/kernel';
import type { Capsule } from '@app/protocol';
import { moneyText } from '../money';
import type { Actor, Store } from '../store';
import { recordFrame, type Till } from '../till';

/**
 * Ends suspended baskets at the close of a shift: those that nobody may recall any more and, where the store says so, those of the
 * shift itself; quotations hold. Each is recorded as a transaction that ended without a sale.
 */
export async function voidSuspended(tx: Tx, store: Store, till: Till, actor: Actor, shift: Shift): Promise<Capsule[]> {
  const now = store.businessClock.now();
  const isOver = (cart: Cart): boolean =>
    hasExpired(cart, now) || (till.rules.voidsSuspendedAtClose && cart.shiftId === shift.shiftId && !cart.quotation);
  const carts = (await suspendedCartsOf(tx, shift.channelId)).filter(isOver);
  const capsules: Capsule[] = [];
  for (const cart of carts) capsules.push(...(await endSuspended(tx, store, till, actor, shift, cart)));
  return capsules;
}

async function endSuspended(tx: Tx, store: Store, till: Till, actor: Actor, shift: Shift, cart: Cart): Promise<Capsule[]> {
  const { suspended: _put, ...ended } = cart;
  const isEnded = await updateCart(tx, { ...ended, status: 'voided', revision: cart.revision + 1 }, cart.revision, store.clock.now());
  invariant(isEnded, 'nobody changes a cart within this unit');
  if (cart.mode === 'training') return [];
  const { gross, lineCount } = calculateCart(cart).totals;
  const { capsule } = await store.journal.appendRecord(tx, {
    ...recordFrame(store, till, actor, shift),
    type: 'void',
    recordId: cart.id,
    body: { mode: cart.mode, currency: cart.currency.code, gross: moneyText(cart.currency.code, gross), lineCount, reason: 'suspended' },
  });
  return [capsule];
}
