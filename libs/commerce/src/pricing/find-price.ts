import { beginsAt, endsAt, isValidAt, type LocalDate, type LocalMinute } from '@app/kernel';
import type { PriceRow, PricingBook } from './pricing-book';

/**
 * The price of a unit of a product in a minute. Of several valid rows the one that began last counts, to the minute,
 * then the lowest price, then the smaller id, so that the order of rows never matters.
 */
export function findPrice(book: PricingBook, productId: string, unitId: string, minute: LocalMinute): PriceRow | undefined {
  return priceIn(book.prices.get(productId) ?? [], unitId, minute);
}

function priceIn(rows: readonly PriceRow[], unitId: string, minute: LocalMinute): PriceRow | undefined {
  const valid = rows.filter((row) => row.unitId === unitId && isValidAt(row, minute));
  return valid.reduce<PriceRow | undefined>((best, row) => (best && !comesBefore(row, best) ? best : row), undefined);
}

/** The minute at which another row may begin to count, or none; undefined when the price stays as it is in `minute`. */
export function priceValidUntil(rows: readonly PriceRow[], unitId: string, minute: LocalMinute): LocalMinute | undefined {
  const current = priceIn(rows, unitId, minute);
  const coming = rows.filter((row) => row.unitId === unitId && beginsAt(row) > minute && beginsAt(row) < endsAt(row));
  const changes = [...coming.map(beginsAt), ...(current && current.validTo !== NEVER ? [endsAt(current)] : [])];
  return changes.reduce<LocalMinute | undefined>((first, change) => (first !== undefined && first <= change ? first : change), undefined);
}

/** The last day of a row that does not end. */
const NEVER: LocalDate = '9999-12-31';

function comesBefore(row: PriceRow, other: PriceRow): boolean {
  const [begin, otherBegin] = [beginsAt(row), beginsAt(other)];
  if (begin !== otherBegin) return begin > otherBegin;
  if (row.unitPrice !== other.unitPrice) return row.unitPrice < other.unitPrice;
  return row.priceId < other.priceId;
}
