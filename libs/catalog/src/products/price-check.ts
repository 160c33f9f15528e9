import { askerOf, findPrice, priceSteps, priceValidUntil, type ChannelRules, type PricingBook } from '@app/commerce';
import {
  extend,
  formatAmount,
  formatQuantity,
  formatUnitPrice,
  instantReaching,
  minuteReached,
  type Instant,
  type Quantity,
} from '@app/kernel';
import { z } from 'zod';

/** What is asked: how much, in which unit, for whom. */
export interface PriceQuestion {
  readonly quantity: Quantity;
  /** Null for the unit of the barcode or product. */
  readonly unitId: string | null;
  readonly customerId: string | null;
}

export const priceCheckView = z
  .object({
    productId: z.string(),
    name: z.string(),
    isBlocked: z.boolean(),
    unitId: z.string(),
    quantity: z.string(),
    currency: z.string(),
    priceIncludesTax: z.boolean(),
    /** What one unit costs; null where the product has no price now or is priced by hand. */
    unitPrice: z.string().nullable(),
    /** Unit price times quantity. Offers look at a whole basket: a calculation knows them. */
    amount: z.string().nullable(),
    /** How the price came about: the agreement or the product's base price, what lowered it, the unit it was converted from. */
    source: z.enum(['agreement', 'base-price']).nullable(),
    priceId: z.string().nullable(),
    agreedPrice: z.string().nullable(),
    priceAdjustmentId: z.string().nullable(),
    convertedFrom: z.string().nullable(),
    /** What a unit costs from other quantities on; empty where the quantity does not matter. */
    steps: z.array(z.object({ from: z.string(), unitPrice: z.string() })),
    /** When, by the business clock, another price may count; null when none is known to come. */
    validUntil: z.int().nullable(),
    catalogVersion: z.int(),
  })
  .meta({ id: 'PriceCheck' });
export type PriceCheckView = z.output<typeof priceCheckView>;

/** What a product of a book costs now; undefined when the book does not know it. */
export function checkPrice(
  book: PricingBook,
  productId: string,
  { quantity, unitId: wanted, customerId }: PriceQuestion,
  rules: ChannelRules,
  now: Instant,
): PriceCheckView | undefined {
  const product = book.products.get(productId);
  if (!product) return undefined;
  const unitId = wanted ?? product.unitId;
  const { code: currency, minorDigits } = rules.currency;
  const asker = askerOf(rules, productId, quantity, { customerId, priceGroups: rules.priceGroups });
  const minute = minuteReached(now, rules.timeZone);
  const price = product.mustKeyInPrice ? undefined : findPrice(book, productId, unitId, minute, asker);
  const until = priceValidUntil(
    book.prices.get(productId) ?? [],
    price?.convertedFrom ?? unitId,
    minute,
    asker,
    book.adjustments?.get(productId),
  );
  return {
    productId, name: product.name, isBlocked: product.isBlocked, unitId, quantity: formatQuantity(quantity), currency,
    priceIncludesTax: rules.pricesIncludeTax,
    unitPrice: price ? formatUnitPrice(price.unitPrice, minorDigits) : null,
    amount: price ? formatAmount(extend(price.unitPrice, quantity, minorDigits), minorDigits) : null,
    source: price ? (price.priceId === null ? 'base-price' : 'agreement') : null,
    priceId: price?.priceId ?? null,
    agreedPrice: price ? formatUnitPrice(price.agreedPrice, minorDigits) : null,
    priceAdjustmentId: price?.priceAdjustmentId ?? null,
    convertedFrom: price?.convertedFrom ?? null,
    steps: (priceSteps(book, productId, unitId, minute, asker) ?? []).map((step) => ({
      from: formatQuantity(step.from), unitPrice: formatUnitPrice(step.unitPrice, minorDigits),
    })),
    validUntil: until === undefined ? null : instantReaching(until, rules.timeZone),
    catalogVersion: book.catalogVersion,
  }; // prettier-ignore
}
