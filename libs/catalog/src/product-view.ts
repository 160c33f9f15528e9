import { bookOf, type ShelfRow } from '@app/channel-db';
import { askerOf, findPrice, priceValidUntil, type ChannelRules, type PricingBook, type Product } from '@app/commerce';
import { formatUnitPrice, instantReaching, minuteReached, ONE, type Instant, type LocalMinute } from '@app/kernel';
import { z } from 'zod';

/** A product as a register shows it, with what a unit costs now. */
export const productView = z
  .object({
    productId: z.string(),
    name: z.string(),
    categoryId: z.string().nullable(),
    unitId: z.string(),
    /** Digits a quantity may have after the point. */
    unitDecimals: z.int(),
    isWeighed: z.boolean(),
    mustKeyInPrice: z.boolean(),
    minimumAge: z.int().nullable(),
    isDiscountable: z.boolean(),
    isBlocked: z.boolean(),
    currency: z.string(),
    /** Null when no price is valid now. */
    unitPrice: z.string().nullable(),
    /** When, by the business clock, another price may count; null when none is known to come. */
    priceValidUntil: z.int().nullable(),
    priceIncludesTax: z.boolean(),
  })
  .meta({ id: 'Product' });
export type ProductView = z.output<typeof productView>;

/** One more unit or package of a product than its own: what one scan of the barcode adds. */
export const barcodeView = z.object({ barcode: z.string(), unitId: z.string(), quantity: z.string() }).meta({ id: 'Barcode' });

/** The moment whose prices count: an instant of the business clock and the store-local minute it falls in. */
export interface PriceMoment {
  readonly timeZone: string;
  readonly minute: LocalMinute;
}

export const priceMoment = ({ timeZone }: ChannelRules, now: Instant): PriceMoment => ({ timeZone, minute: minuteReached(now, timeZone) });

/** The view of a product of a book; undefined when the book does not know it. */
export function viewIn(book: PricingBook, productId: string, rules: ChannelRules, moment: PriceMoment): ProductView | undefined {
  const product = book.products.get(productId);
  return product && view(product, book, rules, moment);
}

/** The view of a product as it stands on the shelf. */
export const viewOf = (row: ShelfRow, rules: ChannelRules, moment: PriceMoment): ProductView =>
  view(row.product, bookOf([row], rules.catalogVersion), rules, moment);

function view(product: Product, book: PricingBook, rules: ChannelRules, { minute, timeZone }: PriceMoment): ProductView {
  const { productId, name, categoryId, unitId, isWeighed, mustKeyInPrice, minimumAge, isDiscountable, isBlocked } = product;
  const asker = askerOf(rules, productId, ONE);
  const price = findPrice(book, productId, unitId, minute, asker);
  const until = priceValidUntil(book.prices.get(productId) ?? [], unitId, minute, asker, book.adjustments?.get(productId));
  return {
    productId, name, categoryId, unitId, isWeighed, mustKeyInPrice, minimumAge, isDiscountable, isBlocked,
    unitDecimals: rules.unitDecimals.get(unitId) ?? 0,
    currency: rules.currency.code,
    unitPrice: price ? formatUnitPrice(price.unitPrice, rules.currency.minorDigits) : null,
    priceValidUntil: until === undefined ? null : instantReaching(until, timeZone),
    priceIncludesTax: rules.pricesIncludeTax,
  }; // prettier-ignore
}
