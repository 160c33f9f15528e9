import { quantity, type LocalMinute, type Quantity, type UnitPrice } from '@app/kernel';
import { findPrice } from './find-price';
import type { PriceAsker } from './price-asker';
import type { PricingBook } from './pricing-book';

/** What one unit costs from a quantity of a line on. A cart keeps the steps, so that it prices another quantity without the catalog. */
export interface PriceStep {
  readonly from: Quantity;
  readonly unitPrice: UnitPrice;
  readonly priceId: string | null;
}

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
    return price ? [{ from: least, unitPrice: price.unitPrice, priceId: price.priceId }] : [];
  });
}

/** The step a quantity has reached; undefined below the first. */
export const stepAt = (steps: readonly PriceStep[], count: Quantity): PriceStep | undefined => steps.findLast(({ from }) => from <= count);
