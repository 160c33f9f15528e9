import type { UnitPrice } from '@app/kernel';
import { changed, refused, unchanged, type CartOutcome } from '../outcome';
import { atListPrice, withPrice } from '../pricing/list-price';
import type { ChannelRules } from '../pricing/pricing-book';
import { whyLineIsWrong } from './add-line';
import type { Cart } from './cart';
import { comesBack, type CartLine } from './cart-line';
import { replaceLine } from './replace-line';
import { findOpenLine } from './guards';

/** Which way a person may set a price that differs from the catalog's (field notes 5.11: allowPriceOverride). */
export type PriceDirection = 'none' | 'higher' | 'lower' | 'both';

/** A price somebody sets. */
export interface GivenPrice {
  readonly unitPrice: UnitPrice;
  readonly reason: string | null;
  readonly staffId: string | null;
  readonly may: PriceDirection;
}

/**
 * Sets the price of a line in place of the catalog's (field notes 5.3, operation 104); null takes it back. It is final: no offer and no other
 * quantity changes it, and what was taken off the line by hand goes.
 */
export function overridePrice(
  cart: Cart,
  lineId: string,
  given: GivenPrice | null,
  { asksWhy }: Pick<ChannelRules, 'asksWhy'>,
): CartOutcome {
  const found = findOpenLine(cart, lineId);
  if (found.kind === 'refused') return found;
  const { line } = found;
  if (isSame(line, given)) return unchanged(cart);
  const listed = atListPrice(line);
  if (given === null) return changed(replaceLine(cart, listed));
  if (!isListed(listed) || listed.unitPrice === null) return refused('line.not-changeable', { lineId, field: '/unitPrice' });
  if (line.isPriceFixed) return refused('price.fixed', { lineId });
  if (!isAllowed(given, listed.unitPrice)) return refused('price.override-not-allowed', { field: '/unitPrice', may: given.may });
  if (asksWhy && (given.reason ?? '') === '') return refused('reason.needed', { field: '/reason' });
  const set = withPrice(listed, given);
  return whyLineIsWrong(set, cart) ?? changed(replaceLine(cart, set));
}

/** Keyed prices are keyed again, labels say what they say, and what comes back reverses what was charged. */
const isListed = (line: CartLine): boolean => line.priceSource === 'price-list' && !comesBack(line);

function isSame({ unitPrice, priceOverride }: CartLine, given: GivenPrice | null): boolean {
  if (!priceOverride || !given) return !priceOverride && !given;
  return unitPrice === given.unitPrice && priceOverride.reason === given.reason;
}

function isAllowed({ unitPrice, may }: GivenPrice, listed: UnitPrice): boolean {
  if (may === 'none') return false;
  return may === 'both' || (may === 'higher' ? unitPrice >= listed : unitPrice <= listed);
}
