import type { Cart } from '../cart/cart';
import type { Offer, OfferLine } from './offer';

/**
 * The cart with offers that are in play for goods that came or were priced anew. An offer that is in it already keeps its terms, as a
 * price does that was quoted, and gets the lines of the new goods. An offer stays as long as the cart keeps its prices.
 */
export function withOffers(cart: Cart, found: readonly Offer[] | undefined): Cart {
  if (!found || found.length === 0) return cart;
  const known = new Map((cart.offers ?? []).map((offer) => [offer.offerId, offer]));
  if (found.every((offer) => known.get(offer.offerId) === offer)) return cart;
  for (const offer of found) {
    const before = known.get(offer.offerId);
    known.set(offer.offerId, before ? withLines(before, offer.lines) : offer);
  }
  return { ...cart, offers: [...known.values()].sort((a, b) => (a.offerId < b.offerId ? -1 : 1)) };
}

function withLines<Kind extends Offer>(offer: Kind, lines: readonly OfferLine[]): Kind {
  const known = new Set(offer.lines.map(keyOf));
  const missing = lines.filter((line) => !known.has(keyOf(line)));
  return missing.length === 0 ? offer : { ...offer, lines: [...offer.lines, ...missing] };
}

const keyOf = ({ lineNumber, subject }: OfferLine): string =>
  `${lineNumber} ${subject.kind === 'product' ? subject.productId : subject.kind}`;
