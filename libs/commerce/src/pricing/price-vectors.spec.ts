import { formatUnitPrice, parseQuantity, parseRate, parseUnitPrice } from '@app/kernel';
import { aBook, aProduct, FOREVER } from '../../test/builders';
import vectors from '../../test/vectors/price/active-price.json';
import type { PriceAdjustment } from './adjust-price';
import { findPrice } from './find-price';
import type { PriceAsker } from './price-asker';
import type { PriceRow, PricingBook } from './pricing-book';
import type { UnitConversion } from './units';

interface Vector {
  readonly title: string;
  readonly source: string;
  readonly basePrice?: string;
  readonly unitId?: string;
  readonly quantity?: string;
  readonly customerId?: string;
  readonly groups?: Readonly<Record<string, number>>;
  readonly conversions?: readonly UnitConversion[];
  readonly rows: readonly (Partial<Omit<PriceRow, 'unitPrice' | 'priceUnit' | 'minimumQuantity'>> & { priceId: string; unitPrice: string; priceUnit?: string; minimumQuantity?: string })[];
  readonly adjustments?: readonly { priceAdjustmentId: string; priceGroupId: string; percent?: string; amount?: string; price?: string }[];
  readonly expected: { unitPrice: string; priceId: string | null; priceAdjustmentId?: string } | null;
} // prettier-ignore

const MINUTE = '2026-08-10T12:00';
const VECTORS = vectors as unknown as readonly Vector[];

describe('prices worked by hand', () => {
  it.each(VECTORS)('$title', (vector) => {
    const found = findPrice(bookOf(vector), 'milk', vector.unitId ?? 'pcs', MINUTE, askerOf(vector));
    const price = found && { ...found, unitPrice: formatUnitPrice(found.unitPrice) };
    if (vector.expected === null) expect(price).toBeUndefined();
    else expect(price).toMatchObject({ priceAdjustmentId: null, ...vector.expected });
    expect(vector.source).not.toBe('');
  });

  it.each(VECTORS)('$title, whatever the order of rows', (vector) => {
    const { prices, ...book } = bookOf(vector);
    const turned = { ...book, prices: new Map([...prices].map(([id, rows]) => [id, [...rows].reverse()])) };
    const ask = [vector.unitId ?? 'pcs', MINUTE, askerOf(vector)] as const;
    expect(findPrice(turned, 'milk', ...ask)).toEqual(findPrice(bookOf(vector), 'milk', ...ask));
  });
});

function askerOf({ quantity = '1', customerId, groups = {}, conversions = [] }: Vector): PriceAsker {
  return { quantity: parseQuantity(quantity), customerId: customerId ?? null, groups: new Map(Object.entries(groups)), conversions };
}

function bookOf({ rows, basePrice, adjustments = [] }: Vector): PricingBook {
  const product = { ...aProduct(), ...(basePrice && { basePrice: parseUnitPrice(basePrice) }) };
  const prices = rows.map(({ unitPrice, priceUnit, minimumQuantity, ...row }): PriceRow => ({
    productId: 'milk', unitId: 'pcs', ...FOREVER, ...row, unitPrice: parseUnitPrice(unitPrice),
    ...(priceUnit && { priceUnit: parseQuantity(priceUnit) }), ...(minimumQuantity && { minimumQuantity: parseQuantity(minimumQuantity) }),
  })); // prettier-ignore
  const lowered = adjustments.map(({ priceAdjustmentId, priceGroupId, ...change }) => ({
    priceAdjustmentId,
    priceGroupId,
    ...FOREVER,
    change: changeOf(change),
  }));
  return { ...aBook({}, [product]), prices: new Map([['milk', prices]]), adjustments: new Map([['milk', lowered]]) };
}

function changeOf({ percent, amount, price }: { percent?: string; amount?: string; price?: string }): PriceAdjustment['change'] {
  if (percent !== undefined) return { kind: 'percent', part: parseRate(percent) };
  return amount === undefined
    ? { kind: 'price', unitPrice: parseUnitPrice(price ?? '') }
    : { kind: 'amount', amount: parseUnitPrice(amount) };
}
