import { changed, refused, unchanged, type CartOutcome } from '../outcome';
import type { ChannelRules } from '../pricing/pricing-book';
import type { Cart, WithheldOffers } from './cart';
import { whyLinesAreFixed } from './guards';

/**
 * Lets no offer count in the whole sale, also on goods still to come, until it is taken back with null. What people take off stays
 * (field notes 5.4, operations 311 and 312).
 */
export function withholdOffers(cart: Cart, withheld: WithheldOffers | null, { asksWhy }: Pick<ChannelRules, 'asksWhy'>): CartOutcome {
  const fixed = whyLinesAreFixed(cart);
  if (fixed) return fixed;
  if (cart.withheldOffers?.reason === withheld?.reason) return unchanged(cart);
  if (withheld && asksWhy && (withheld.reason ?? '') === '') return refused('reason.needed', { field: '/reason' });
  return changed({ ...cart, withheldOffers: withheld ?? undefined });
}
