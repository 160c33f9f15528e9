import { beginsAt, divideRounded, isValidAt, ONE, toSafeNumber, unitPrice, type LocalMinute, type UnitPrice } from '@app/kernel';
import type { PriceAsker } from './price-asker';
import type { PriceRow } from './pricing-book';

export interface AgreedPrice {
  readonly unitPrice: UnitPrice;
  readonly priceId: string | null;
}

/**
 * The trade agreement that counts (field notes 5.3). The highest pricing priority at which there is one decides alone. There the
 * customer's own, those of price groups and the one for all are looked at in this order: the lowest counts, unless a row says that
 * nothing after it is looked at. Of several rows for the same people the one with the largest minimum quantity reached counts, then the
 * one that began last, to the minute, then the lowest, then the smaller id, so that the order of rows never matters.
 */
export function agreedPrice(rows: readonly PriceRow[], unitId: string, minute: LocalMinute, asker: PriceAsker): AgreedPrice | undefined {
  const fitting = rows.filter((row) => row.unitId === unitId && isValidAt(row, minute) && isFor(row, asker));
  if (fitting.length === 0) return undefined;
  if (fitting.every(isForAll)) return agreed(bestOf(fitting));
  const priority = Math.max(...fitting.map((row) => priorityOf(row, asker)));
  const level = fitting.filter((row) => priorityOf(row, asker) === priority);
  const byScope = [...Map.groupBy(level, scopeOf)].sort(([a], [b]) => (a < b ? -1 : 1));
  return agreed(lowestUntilEnd(byScope.map(([, scope]) => bestOf(scope))));
}

/** Whether an asker may have the price of a row at all. */
export function isFor({ customerId, priceGroupId, minimumQuantity }: PriceRow, asker: PriceAsker): boolean {
  if (customerId !== undefined && customerId !== asker.customerId) return false;
  if (priceGroupId !== undefined && !asker.groups.has(priceGroupId)) return false;
  return minimumQuantity === undefined || Math.abs(asker.quantity) >= minimumQuantity;
}

const isForAll = ({ customerId, priceGroupId }: PriceRow): boolean => customerId === undefined && priceGroupId === undefined;

const priorityOf = ({ priceGroupId }: PriceRow, { groups }: PriceAsker): number =>
  priceGroupId === undefined ? 0 : (groups.get(priceGroupId) ?? 0);

/** Sorts customers before groups before all. */
function scopeOf({ customerId, priceGroupId }: PriceRow): string {
  if (customerId !== undefined) return '1';
  return priceGroupId === undefined ? '3' : `2 ${priceGroupId}`;
}

function lowestUntilEnd(rows: readonly PriceRow[]): PriceRow {
  const end = rows.findIndex(({ endsSearch }) => endsSearch);
  const seen = end < 0 ? rows : rows.slice(0, end + 1);
  return seen.reduce((lowest, row) => (priceOfOne(row) < priceOfOne(lowest) ? row : lowest));
}

const bestOf = (rows: readonly PriceRow[]): PriceRow => rows.reduce((best, row) => (comesBefore(row, best) ? row : best));

function comesBefore(row: PriceRow, other: PriceRow): boolean {
  const [least, otherLeast] = [row.minimumQuantity ?? 0, other.minimumQuantity ?? 0];
  if (least !== otherLeast) return least > otherLeast;
  const [begin, otherBegin] = [beginsAt(row), beginsAt(other)];
  if (begin !== otherBegin) return begin > otherBegin;
  const [price, otherPrice] = [priceOfOne(row), priceOfOne(other)];
  return price === otherPrice ? row.priceId < other.priceId : price < otherPrice;
}

const agreed = (row: PriceRow): AgreedPrice => ({ unitPrice: priceOfOne(row), priceId: row.priceId });

/** 12.00 for a hundred is 0.12 for one. */
function priceOfOne({ unitPrice: price, priceUnit }: PriceRow): UnitPrice {
  if (priceUnit === undefined || priceUnit === ONE) return price;
  return unitPrice(toSafeNumber(divideRounded(BigInt(price) * BigInt(ONE), BigInt(priceUnit), 'half-away-from-zero')));
}
