import { insertRows, type Reader, type RowOf, type Tx } from '@app/database';
import type { Cart } from '@app/commerce';
import type { Instant } from '@app/kernel';
import { cartTable } from '../tables/carts';

export async function findCart(reader: Reader, cartId: string): Promise<Cart | undefined> {
  const row = await reader.first<{ document: string }>('SELECT document FROM {cart} WHERE cart_id = ?', [cartId]);
  return row && (JSON.parse(row.document) as Cart);
}

/** Open baskets of a register: what it goes on with after a restart. */
export async function openCartsOf(reader: Reader, channelId: string, registerId: string): Promise<Cart[]> {
  const rows = await reader.query<{ document: string }>(
    "SELECT document FROM {cart} WHERE channel_id = ? AND register_id = ? AND status = 'open' ORDER BY cart_id",
    [channelId, registerId],
  );
  return rows.map(({ document }) => JSON.parse(document) as Cart);
}

/** Baskets of a store that wait to be recalled, in the order of their ids. */
export async function suspendedCartsOf(reader: Reader, channelId: string): Promise<Cart[]> {
  const rows = await reader.query<{ document: string }>(
    "SELECT document FROM {cart} WHERE channel_id = ? AND status = 'suspended' ORDER BY cart_id",
    [channelId],
  );
  return rows.map(({ document }) => JSON.parse(document) as Cart);
}

/** Gives a suspended basket to its new register. False when somebody was quicker, and nothing was written. */
export async function reopenCart(tx: Tx, cart: Cart, expectedRevision: number, now: Instant): Promise<boolean> {
  const { changes } = await tx.run(
    "UPDATE {cart} SET status = 'open', register_id = ?, revision = ?, changed_at = ?, document = ? " +
      "WHERE cart_id = ? AND status = 'suspended' AND revision = ?",
    [cart.registerId, cart.revision, now, JSON.stringify(cart), cart.id, expectedRevision],
  );
  return changes === 1;
}

/** False when a cart of this id is there already. */
export async function insertCart(tx: Tx, cart: Cart, now: Instant): Promise<boolean> {
  if (await tx.first('SELECT cart_id FROM {cart} WHERE cart_id = ?', [cart.id])) return false;
  await insertRows(tx, cartTable, [rowOf(cart, now)]);
  return true;
}

/** False when the stored revision is another one: somebody changed the cart in between, and nothing was written. */
export async function updateCart(tx: Tx, cart: Cart, expectedRevision: number, now: Instant): Promise<boolean> {
  // An open cart was open before. Naming its status would write the index of the register's open carts with every line.
  const [ended, status] = cart.status === 'open' ? ['', []] : ['status = ?, ', [cart.status]];
  const { changes } = await tx.run(
    `UPDATE {cart} SET ${ended}revision = ?, changed_at = ?, document = ? WHERE cart_id = ? AND revision = ?`,
    [...status, cart.revision, now, JSON.stringify(cart), cart.id, expectedRevision],
  );
  return changes === 1;
}

/** Finished baskets go after a while; the records of what became of them stay. */
export async function removeFinishedCarts(tx: Tx, changedBefore: Instant): Promise<number> {
  return (await tx.run("DELETE FROM {cart} WHERE status NOT IN ('open', 'suspended') AND changed_at < ?", [changedBefore])).changes;
}

function rowOf(cart: Cart, now: Instant): RowOf<typeof cartTable> {
  return {
    cart_id: cart.id,
    legal_entity_id: cart.legalEntityId,
    channel_id: cart.channelId,
    register_id: cart.registerId,
    mode: cart.mode,
    status: cart.status,
    revision: cart.revision,
    changed_at: now,
    document: JSON.stringify(cart),
  };
}
