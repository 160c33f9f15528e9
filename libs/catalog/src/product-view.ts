import { findPrice, type ChannelRules, type PriceRow, type PricingBook, type Product } from '@app/commerce';
import { formatUnitPrice, localTime, type Instant, type LocalDate } from '@app/kernel';
import { z } from 'zod';

/** A product as a register shows it, with what a unit costs today. */
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
    /** Null when no price is valid today. */
    unitPrice: z.string().nullable(),
    priceIncludesTax: z.boolean(),
  })
  .meta({ id: 'Product' });
export type ProductView = z.output<typeof productView>;

/** One more unit or package of a product than its own: what one scan of the barcode adds. */
export const barcodeView = z.object({ barcode: z.string(), unitId: z.string(), quantity: z.string() }).meta({ id: 'Barcode' });

/** The store-local day whose prices count. */
export function priceDate({ timeZone }: ChannelRules, now: Instant): LocalDate {
  return localTime(now, timeZone).date;
}

export function viewOf(product: Product, prices: readonly PriceRow[], rules: ChannelRules, date: LocalDate): ProductView {
  const book = { catalogVersion: rules.catalogVersion, products: new Map(), prices: new Map([[product.productId, prices]]) };
  const price = findPrice(book, product.productId, product.unitId, date);
  const { productId, name, categoryId, unitId, isWeighed, mustKeyInPrice, minimumAge, isDiscountable, isBlocked } = product;
  return {
    productId, name, categoryId, unitId, isWeighed, mustKeyInPrice, minimumAge, isDiscountable, isBlocked,
    unitDecimals: rules.unitDecimals.get(unitId) ?? 0,
    currency: rules.currency.code,
    unitPrice: price ? formatUnitPrice(price.unitPrice, rules.currency.minorDigits) : null,
    priceIncludesTax: rules.pricesIncludeTax,
  }; // prettier-ignore
}

/** The view of a product of a book; undefined when the book does not know it. */
export function viewIn(book: PricingBook, productId: string, rules: ChannelRules, date: LocalDate): ProductView | undefined {
  const product = book.products.get(productId);
  return product && viewOf(product, book.prices.get(productId) ?? [], rules, date);
}
