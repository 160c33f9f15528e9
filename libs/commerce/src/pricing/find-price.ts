import type { LocalDate } from '@app/kernel';
import type { TaxRate } from '../cart/cart';
import type { ChannelRules, PriceRow, PricingBook } from './pricing-book';

/**
 * The price of a unit of a product on a day. Of several valid rows the one that began last counts,
 * then the lowest price, then the smaller id, so that the order of rows never matters.
 */
export function findPrice(book: PricingBook, productId: string, unitId: string, date: LocalDate): PriceRow | undefined {
  const valid = (book.prices.get(productId) ?? []).filter((row) => row.unitId === unitId && isValidOn(row, date));
  return valid.reduce<PriceRow | undefined>((best, row) => (best && !comesBefore(row, best) ? best : row), undefined);
}

function comesBefore(row: PriceRow, other: PriceRow): boolean {
  if (row.validFrom !== other.validFrom) return row.validFrom > other.validFrom;
  if (row.unitPrice !== other.unitPrice) return row.unitPrice < other.unitPrice;
  return row.priceId < other.priceId;
}

/** What is charged on an item: the codes both in the store's and in the item's tax group, with the rates of the day, by code. */
export function chargedTaxes(rules: ChannelRules, itemTaxGroupId: string, date: LocalDate): TaxRate[] {
  const ofItem = new Set(rules.itemTaxGroups.get(itemTaxGroupId));
  const valid = rules.taxCodes.filter((code) => ofItem.has(code.taxCodeId) && isValidOn(code, date));
  const newest = new Map<string, (typeof valid)[number]>();
  for (const code of valid) {
    const known = newest.get(code.taxCodeId);
    if (!known || code.validFrom > known.validFrom) newest.set(code.taxCodeId, code);
  }
  const rates = [...newest.values()].map(({ taxCodeId, rate }) => ({ taxCodeId, rate }));
  return rates.sort((a, b) => (a.taxCodeId < b.taxCodeId ? -1 : 1));
}

const isValidOn = (row: { validFrom: LocalDate; validTo: LocalDate }, date: LocalDate): boolean =>
  row.validFrom <= date && date <= row.validTo;
