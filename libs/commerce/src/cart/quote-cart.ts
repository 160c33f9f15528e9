import { refused, unchanged, changed, type CartOutcome } from '../outcome';
import type { ChannelRules } from '../pricing/pricing-book';
import type { Cart } from './cart';
import { suspendCart, type Handover } from './suspend-cart';

const DAY_MS = 86_400_000;

/**
 * Puts a basket aside as a quotation (field notes 5.8): whoever comes back until its last moment pays what was quoted, whatever
 * things cost by then.
 */
export function quoteCart(cart: Cart, customerName: string, given: Handover, rules: ChannelRules): CartOutcome {
  if (cart.status === 'suspended' && cart.quotation) return unchanged(cart);
  if (rules.quotationDays === undefined || cart.mode === 'training') return refused('quotation.not-made');
  const put = suspendCart(cart, given, rules);
  if (put.kind !== 'changed' || !put.cart.suspended) return put;
  const expiresAt = given.at + rules.quotationDays * DAY_MS;
  return changed({ ...put.cart, suspended: { ...put.cart.suspended, expiresAt }, quotation: { customerName, expiresAt } });
}
