import type { Tx } from '@app/database';
import type { Instant } from '@app/kernel';
import { removeFinishedCarts } from './carts';
import { removeOldKeys } from './idempotency';
import { removeSettledCalls } from './real-time-calls';

const DAY_MS = 86_400_000;
/** What a cart became stands in its record; a retry may still ask for the cart as long as its key is kept. */
const CART_LIFE_MS = 36 * DAY_MS;
const SESSION_LIFE_MS = 400 * DAY_MS;
const CODE_LIFE_MS = 30 * DAY_MS;
const FAILURE_LIFE_MS = 30 * DAY_MS;

/** Removes what has served: old idempotency keys, finished baskets, ended sessions, spent activation codes, old failures, settled calls. Records stay for ever. */
export async function tidyStore(tx: Tx, now: Instant): Promise<number> {
  const sessions = await tx.run("DELETE FROM {employee_session} WHERE state = 'ended' AND began_at < ?", [now - SESSION_LIFE_MS]);
  const codes = await tx.run('DELETE FROM {activation_code} WHERE expires_at < ?', [now - CODE_LIFE_MS]);
  const failures = await tx.run('DELETE FROM {download_failure} WHERE failed_at < ?', [now - FAILURE_LIFE_MS]);
  const keys = await removeOldKeys(tx, now);
  const carts = await removeFinishedCarts(tx, now - CART_LIFE_MS);
  const calls = await removeSettledCalls(tx, now - CART_LIFE_MS);
  return keys + carts + calls + sessions.changes + codes.changes + failures.changes;
}
