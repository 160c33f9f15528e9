import { beginsAt, divideRounded, isValidAt, ONE, toSafeNumber, unitPrice, type LocalMinute, type UnitPrice } from '@app/kernel';
import type { PriceAsker } from './price-asker';
import type { BeatenPrice, WhyBeaten } from './price-origin';
import type { PriceRow } from './pricing-book';

export interface AgreedPrice {
  readonly unitPrice: UnitPrice;
  readonly priceId: string | null;
  /** Rows that fitted as well, by id; absent where there was no other. */
  readonly beaten?: readonly BeatenPrice[] | undefined;
}

/**
 * The trade agreement that counts (field notes 5.3). The highest pricing priority at which there is one decides alone. There the
 * customer's own, those of price groups and the one for all are looked at in this order: the lowest counts, unless a row says that
 * nothing after it is looked at. Of several rows for the same people the one with the largest minimum quantity reached counts, then the
 * one that began last, to the minute, then the lowest, then the smaller id, so that the order of rows never matters.
 */
export function agreedPrice(rows: readonly PriceRow[], unitId: string, minute: LocalMinute, asker: PriceAsker): AgreedPrice | undefined {
  const fitting = rows.filter((row) => row.unitId === unitId && isValidAt(row, minute) && isFor(row, asker));
  const [first, ...others] = fitting;
  if (!first) return undefined;
  if (others.length === 0) return { unitPrice: priceOfOne(first), priceId: first.priceId };
  const beaten: BeatenPrice[] = [];
  const chosen = chosenOf(fitting, asker, (row, why) => beaten.push({ priceId: row.priceId, unitPrice: priceOfOne(row), why }));
  const byId = beaten.sort((a, b) => (a.priceId < b.priceId ? -1 : 1));
  return { unitPrice: priceOfOne(chosen), priceId: chosen.priceId, beaten: byId };
}

type Drop = (row: PriceRow, why: WhyBeaten) => void;

function chosenOf(fitting: readonly PriceRow[], asker: PriceAsker, drop: Drop): PriceRow {
  if (fitting.every(isForAll)) return bestOf(fitting, drop);
  const priority = Math.max(...fitting.map((row) => priorityOf(row, asker)));
  const level = fitting.filter((row) => priorityOf(row, asker) === priority);
  for (const row of fitting) if (!level.includes(row)) drop(row, 'lower-priority');
  const byScope = [...Map.groupBy(level, scopeOf)].sort(([a], [b]) => (a < b ? -1 : 1));
  return lowestUntilEnd(byScope.map(([, scope]) => bestOf(scope, drop)), drop); // prettier-ignore
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

function lowestUntilEnd(rows: readonly PriceRow[], drop: Drop): PriceRow {
  const end = rows.findIndex(({ endsSearch }) => endsSearch);
  const seen = end < 0 ? rows : rows.slice(0, end + 1);
  const lowest = seen.reduce((least, row) => (priceOfOne(row) < priceOfOne(least) ? row : least));
  for (const row of rows) if (row !== lowest) drop(row, seen.includes(row) ? 'not-lowest' : 'search-ended');
  return lowest;
}

/** Of rows for the same people. */
function bestOf(rows: readonly PriceRow[], drop: Drop): PriceRow {
  const best = rows.reduce((before, row) => (compared(row, before).order < 0 ? row : before));
  for (const row of rows) if (row !== best) drop(row, compared(best, row).why);
  return best;
}

/** Which comes first, and by what; below zero when it is `row`. */
function compared(row: PriceRow, other: PriceRow): { order: number; why: WhyBeaten } {
  const [least, otherLeast] = [row.minimumQuantity ?? 0, other.minimumQuantity ?? 0];
  if (least !== otherLeast) return { order: otherLeast - least, why: 'smaller-minimum' };
  const [begin, otherBegin] = [beginsAt(row), beginsAt(other)];
  if (begin !== otherBegin) return { order: begin > otherBegin ? -1 : 1, why: 'began-earlier' };
  const difference = priceOfOne(row) - priceOfOne(other);
  return { order: difference || (row.priceId < other.priceId ? -1 : 1), why: 'higher-at-same-time' };
}

/** 12.00 for a hundred is 0.12 for one. */
function priceOfOne({ unitPrice: price, priceUnit }: PriceRow): UnitPrice {
  if (priceUnit === undefined || priceUnit === ONE) return price;
  return unitPrice(toSafeNumber(divideRounded(BigInt(price) * BigInt(ONE), BigInt(priceUnit), 'half-away-from-zero')));
}
