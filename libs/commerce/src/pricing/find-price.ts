import { divideRounded, isValidAt, quantity, toSafeNumber, unitPrice, type LocalMinute, type UnitPrice } from '@app/kernel';
import { adjustPrice } from './adjust-price';
import { agreedPrice, type AgreedPrice } from './agreed-price';
import type { BeatenPrice, PriceOrigin } from './price-origin';
import type { PricingBook } from './pricing-book';
import { EVERYBODY, type PriceAsker } from './price-asker';
import { unitFactor, type UnitFactor } from './units';

/** What a unit costs, and how that came about. */
export interface ActivePrice {
  /** Of one unit as asked. */
  readonly unitPrice: UnitPrice;
  /** The agreement it comes from; null for the product's base price. */
  readonly priceId: string | null;
  /** What it was before an adjustment lowered it. */
  readonly agreedPrice: UnitPrice;
  readonly priceAdjustmentId: string | null;
  /** The unit it is agreed in, when it was converted. */
  readonly convertedFrom: string | null;
  /** Rows that fitted as well, in the unit as asked; absent where there was no other. */
  readonly beaten?: readonly BeatenPrice[] | undefined;
}

/** What a line keeps of its price. */
export function priceOf(active: ActivePrice) {
  const { unitPrice: price, priceId, priceAdjustmentId } = active;
  const priceOrigin = priceOriginOf(active);
  return { unitPrice: price, priceId, ...(priceAdjustmentId !== null && { priceAdjustmentId }), ...(priceOrigin && { priceOrigin }) };
}

/** Undefined where a price is that of the only row that fitted, which most are. */
function priceOriginOf({ agreedPrice: agreed, priceAdjustmentId, convertedFrom, beaten }: ActivePrice): PriceOrigin | undefined {
  if (!beaten && priceAdjustmentId === null && convertedFrom === null) return undefined;
  return { agreedPrice: agreed, convertedFrom, beaten: beaten ?? [] };
}

/**
 * The active price: the trade agreement, else the base price, less the largest adjustment, and never above the agreement (field notes
 * 5.3). A unit nobody agreed a price for is reckoned from the product's own, for as many of those.
 */
export function findPrice(
  book: PricingBook,
  productId: string,
  unitId: string,
  minute: LocalMinute,
  asker: PriceAsker = EVERYBODY,
): ActivePrice | undefined {
  const own = priceIn(book, productId, unitId, minute, asker);
  if (own) return own;
  const ownUnit = book.products.get(productId)?.unitId;
  if (ownUnit === undefined || ownUnit === unitId) return undefined;
  const factor = unitFactor(unitId, ownUnit, asker.conversions);
  const converted = factor && priceIn(book, productId, ownUnit, minute, { ...asker, quantity: converts(asker.quantity, factor, quantity) });
  if (!converted) return undefined;
  const [price, agreed] = [converted.unitPrice, converted.agreedPrice].map((value) => converts(value, factor, unitPrice)) as [
    UnitPrice,
    UnitPrice,
  ];
  const beaten = converted.beaten?.map((row) => ({ ...row, unitPrice: converts(row.unitPrice, factor, unitPrice) }));
  return { ...converted, unitPrice: price, agreedPrice: agreed, convertedFrom: ownUnit, ...(beaten && { beaten }) };
}

function converts<Scaled extends number>(value: Scaled, { numerator, denominator }: UnitFactor, as: (value: number) => Scaled): Scaled {
  return as(toSafeNumber(divideRounded(BigInt(value) * numerator, denominator, 'half-away-from-zero')));
}

function priceIn(book: PricingBook, productId: string, unitId: string, minute: LocalMinute, asker: PriceAsker): ActivePrice | undefined {
  const agreed = agreedPrice(book.prices.get(productId) ?? [], unitId, minute, asker) ?? basePrice(book, productId, unitId);
  if (!agreed) return undefined;
  const adjustments = (book.adjustments?.get(productId) ?? []).filter((row) => (row.unitId ?? unitId) === unitId && isValidAt(row, minute));
  const lowered = adjustPrice(agreed.unitPrice, adjustments, asker.groups);
  return { ...agreed, agreedPrice: agreed.unitPrice, ...lowered, convertedFrom: null };
}

function basePrice(book: PricingBook, productId: string, unitId: string): AgreedPrice | undefined {
  const product = book.products.get(productId);
  if (product?.basePrice === undefined || product.unitId !== unitId) return undefined;
  return { unitPrice: product.basePrice, priceId: null };
}
