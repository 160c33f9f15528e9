import { whyLinesAreFixed } from '../cart/guards';
import { activeTenders, type Cart } from '../cart/cart';
import { changed, refused, unchanged, type CartOutcome, type Refusal } from '../outcome';
import type { CalculatedCart } from '../pricing/calculated-cart';
import type { ChannelRules } from '../pricing/pricing-book';

/**
 * What the customer means to pay with, so that the cart shows what that gives; null takes it back. Nobody means one tender who has
 * paid with another.
 */
export function intendTender(cart: Cart, tenderTypeId: string | null, { tenderTypes }: ChannelRules): CartOutcome {
  if ((cart.intendedTenderTypeId ?? null) === tenderTypeId) return unchanged(cart);
  const fixed = whyLinesAreFixed(cart);
  if (fixed) return fixed;
  if (tenderTypeId !== null && !tenderTypes.has(tenderTypeId)) return refused('tender.unknown', { field: '/tenderTypeId' });
  const other = activeTenders(cart).find((tender) => tenderTypeId !== null && tender.tenderTypeId !== tenderTypeId);
  if (other) return refused('cart.paid-in-part', { tenderId: other.tenderId });
  return changed({ ...cart, intendedTenderTypeId: tenderTypeId ?? undefined });
}

/** While a discount of the cart is only for those who pay by card, say, a payment in cash is refused; and so with every tender offer. */
export function whyNotIntended({ cart, lines }: CalculatedCart, tenderTypeId: string): Refusal | undefined {
  const offers = (cart.offers ?? []).flatMap((offer) => (offer.kind === 'tender' ? [offer] : []));
  if (offers.length === 0) return undefined;
  const counting = new Set(lines.flatMap(({ discounts }) => discounts.map(({ offerId }) => offerId)));
  const broken = offers.find((offer) => counting.has(offer.offerId) && !offer.tenderTypeIds.includes(tenderTypeId));
  return broken && refused('tender.not-intended', { field: '/tenderTypeId', offerId: broken.offerId });
}

/** The same of all that was paid. */
export function whyNotPaidAsIntended(sale: CalculatedCart): Refusal | undefined {
  for (const { kind, tenderTypeId } of activeTenders(sale.cart)) {
    const why = kind === 'payment' ? whyNotIntended(sale, tenderTypeId) : undefined;
    if (why) return why;
  }
  return undefined;
}
