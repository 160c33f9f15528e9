import type { Goods, Matched } from './goods';
import type { Offer, OfferLine } from './offer';

/** A product with its category and all above it. */
export interface PlacedProduct {
  readonly productId: string;
  readonly categoryIds: readonly string[];
}

/**
 * The offer with lines for these products only: a line of a category becomes one of each product in it, so that a basket needs to
 * know no categories. Undefined when it names none of them.
 */
export function narrowOffer<Kind extends Offer>(offer: Kind, products: readonly PlacedProduct[]): Kind | undefined {
  const lines = offer.lines.flatMap((line) => narrowLine(line, products));
  return lines.some((line) => !line.isExcluded) ? { ...offer, lines } : undefined;
}

function narrowLine(line: OfferLine, products: readonly PlacedProduct[]): readonly OfferLine[] {
  const { subject } = line;
  if (subject.kind === 'all') return [line];
  if (subject.kind === 'product') return products.some(({ productId }) => productId === subject.productId) ? [line] : [];
  const within = products.filter(({ categoryIds }) => categoryIds.includes(subject.categoryId));
  return within.map(({ productId }) => ({ ...line, subject: { kind: 'product', productId } }));
}

/** Which goods each offer names; offers that name none are left out. The work is that of the lines that match. */
export function matchOffers(offers: readonly Offer[], goods: readonly Goods[]): Matched[] {
  const byProduct = new Map<string, Goods[]>();
  for (const one of goods) byProduct.set(one.productId, [...(byProduct.get(one.productId) ?? []), one]);
  return offers.map((offer) => ({ offer, lines: linesByGoods(offer, goods, byProduct) })).filter(({ lines }) => lines.size > 0);
}

function linesByGoods(offer: Offer, goods: readonly Goods[], byProduct: ReadonlyMap<string, readonly Goods[]>): Matched['lines'] {
  const lines = new Map<Goods, OfferLine[]>();
  const named = (line: OfferLine): readonly Goods[] => {
    const { subject } = line;
    const candidates = subject.kind === 'all' ? goods : subject.kind === 'product' ? (byProduct.get(subject.productId) ?? []) : [];
    return line.unitId === null ? candidates : candidates.filter((one) => isInUnit(line, one));
  };
  for (const line of offer.lines) {
    if (line.isExcluded) continue;
    for (const one of named(line)) if (counts(offer, one)) lines.set(one, [...(lines.get(one) ?? []), line]);
  }
  for (const line of offer.lines) if (line.isExcluded) for (const one of named(line)) lines.delete(one);
  return lines;
}

const isInUnit = (line: OfferLine, { unitId }: Goods): boolean => line.unitId === null || line.unitId === unitId;

/** Why an offer that concerns goods does not name them; undefined where it has no line for them at all. */
export type NotNamed = 'excluded' | 'other-unit' | 'not-discountable';

export function whyNotNamed(offer: Offer, goods: Goods): NotNamed | undefined {
  const concerned = offer.lines.filter(({ subject }) => subject.kind === 'all' || (subject.kind === 'product' && subject.productId === goods.productId)); // prettier-ignore
  if (concerned.every(({ isExcluded }) => isExcluded)) return undefined;
  const inUnit = concerned.filter((line) => isInUnit(line, goods));
  if (inUnit.some(({ isExcluded }) => isExcluded)) return 'excluded';
  return inUnit.length === 0 ? 'other-unit' : counts(offer, goods) ? undefined : 'not-discountable';
}

/** Goods that may not be discounted count where the offer says so and something else can get the discount. */
function counts(offer: Offer, goods: Goods): boolean {
  const asksForGoods = offer.kind !== 'simple' && offer.kind !== 'quantity';
  return goods.isDiscountable || (asksForGoods && offer.countsNonDiscountable);
}
