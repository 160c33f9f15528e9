import { amount, prorate } from '@app/kernel';
import type { Goods, Matched, Portion, Standing } from './goods';
import type { Offer } from './offer';

/** What an offer does to goods: once for a simple one, once for equal deals of a mix and match. */
export interface Grant {
  readonly offer: Offer;
  readonly parts: readonly GrantedPart[];
}

/** Goods that an offer takes. Some only have to be there and get nothing. */
export interface GrantedPart {
  readonly goods: Goods;
  /** Place of the portion it is taken from. */
  readonly index: number;
  readonly quantity: number;
  /** What these goods cost before. */
  readonly amount: number;
  readonly discount: number;
}

/** What a kind of offer gives on its own on portions it may touch: the best for the customer unless it favours the retailer. */
export type Allocate<Kind extends Offer> = (matched: Matched<Kind>, portions: readonly Portion[], terms: AllocationTerms) => Grant[];

export interface AllocationTerms {
  readonly minorDigits: number;
  /** What the basket will be paid with, as far as it is known. */
  readonly tenderTypeId: string | null;
  /** The portions of the basket that it may not touch. */
  readonly apart: readonly Portion[];
}

export const valueOf = (grants: readonly Grant[]): number =>
  grants.reduce((sum, { parts }) => sum + parts.reduce((all, part) => all + part.discount, 0), 0);

type UnpricedPart = Omit<GrantedPart, 'discount'>;

/** Spreads a discount over parts in proportion to what they cost, to the minor unit. What is left over goes by line, not by place. */
export function spread(discount: number, parts: readonly UnpricedPart[]): GrantedPart[] {
  if (discount === 0 || parts.length <= 1) return parts.map((part) => ({ ...part, discount }));
  const ordered = [...parts].sort(orderOfLines);
  const shares = prorate(amount(discount), ordered.map((part) => part.amount)); // prettier-ignore
  return ordered.map((part, index) => ({ ...part, discount: shares[index] ?? 0 }));
}

export function orderOfLines(a: Pick<GrantedPart, 'goods' | 'index'>, b: Pick<GrantedPart, 'goods' | 'index'>): number {
  const [first, second] = [a.goods.lineId, b.goods.lineId];
  return first < second ? -1 : first > second ? 1 : a.index - b.index;
}

/** The portions after grants: what was taken stands apart, at its new price. */
export function applyGrants(
  portions: readonly Portion[],
  grants: readonly Grant[],
  touch: { standing: Standing; stage: number; isThreshold: boolean },
): Portion[] {
  const rest = [...portions];
  const taken: Portion[] = [];
  for (const { index, quantity, amount: before, discount } of grants.flatMap(({ parts }) => parts)) {
    const portion = rest[index];
    if (!portion) continue;
    const hasThreshold = portion.hasThreshold || touch.isThreshold;
    taken.push({ goods: portion.goods, quantity, amount: before - discount, standing: touch.standing, stage: touch.stage, hasThreshold });
    rest[index] = { ...portion, quantity: portion.quantity - quantity, amount: portion.amount - before };
  }
  return [...rest.filter(({ quantity }) => quantity > 0), ...taken];
}
