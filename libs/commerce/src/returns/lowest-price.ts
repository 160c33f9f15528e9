import { beginsAt, endsAt, minuteReached, quantity, type Instant } from '@app/kernel';
import { MAXIMUM_QUANTITY } from '../cart/limits';
import { findPrice, type ActivePrice } from '../pricing/find-price';
import { EVERYBODY, type PriceAsker } from '../pricing/price-asker';
import type { ChannelRules, PriceRow, PricingBook } from '../pricing/pricing-book';

const DAY_MS = 86_400_000;
/** The price of a large quantity is one that was asked, too. */
const MUCH: PriceAsker = { ...EVERYBODY, quantity: quantity(MAXIMUM_QUANTITY) };

/**
 * The lowest price a unit had in the store within its last days: nobody gets back more than was ever asked of anybody
 * (field notes 5.7). It is looked at where prices began and ended, so that a row that never counted counts for nothing.
 */
export function lowestPrice(
  book: PricingBook,
  { productId, unitId }: Pick<PriceRow, 'productId' | 'unitId'>,
  at: Instant,
  { blindReturnDays, timeZone, priceGroups }: Pick<ChannelRules, 'blindReturnDays' | 'timeZone' | 'priceGroups'>,
): ActivePrice | undefined {
  const [from, to] = [minuteReached(at - blindReturnDays * DAY_MS, timeZone), minuteReached(at, timeZone)];
  const dated = [...(book.prices.get(productId) ?? []), ...(book.adjustments?.get(productId) ?? [])];
  const changes = dated.flatMap((row) => [beginsAt(row), endsAt(row)]);
  const asker = { ...MUCH, groups: priceGroups };
  const minutes = [from, to, ...changes.filter((minute) => from < minute && minute < to)];
  const rows = minutes.flatMap((minute) => findPrice(book, productId, unitId, minute, asker) ?? []);
  return rows.reduce<ActivePrice | undefined>((lowest, row) => (lowest && lowest.unitPrice <= row.unitPrice ? lowest : row), undefined);
}
