import { quantity, type LocalMinute } from '@app/kernel';
import { findPrice, priceOf } from './find-price';
import type { PriceAsker } from './price-asker';
import type { PriceStep } from './price-step';
import type { PricingBook } from './pricing-book';

/** The steps of a product for an asker, from the smallest quantity on; undefined where the quantity does not matter. */
export function priceSteps(
  book: PricingBook,
  productId: string,
  unitId: string,
  minute: LocalMinute,
  asker: PriceAsker,
): readonly PriceStep[] | undefined {
  const minima = (book.prices.get(productId) ?? []).flatMap((row) => (row.unitId === unitId ? (row.minimumQuantity ?? []) : []));
  if (minima.length === 0) return undefined;
  const from = [...new Set([1, ...minima])].sort((a, b) => a - b).map(quantity);
  return from.flatMap((least) => {
    const price = findPrice(book, productId, unitId, minute, { ...asker, quantity: least });
    return price ? [{ from: least, ...priceOf(price) }] : [];
  });
}
