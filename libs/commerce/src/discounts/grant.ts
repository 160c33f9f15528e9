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
  /** Told why goods do not make the offer count; absent unless somebody wants to know. */
  readonly onMiss?: ((why: Miss) => void) | undefined;
}

/** Too few goods, or goods for too little money; goods for a deal are not all there; the basket is paid with something else. */
export type Miss = 'minimum-not-reached' | 'goods-missing' | 'other-tender';

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
  const { standing, stage, isThreshold } = touch;
  const gone = portions.map(() => ({ quantity: 0, amount: 0 }));
  const taken: Portion[] = [];
  for (const { parts } of grants) {
    for (const { index, quantity, amount: before, discount } of parts) {
      const [portion, off] = [portions[index], gone[index]];
      if (!portion || !off) continue;
      const hasThreshold = portion.hasThreshold || isThreshold;
      taken.push({ goods: portion.goods, quantity, amount: before - discount, standing, stage, hasThreshold });
      off.quantity += quantity;
      off.amount += before;
    }
  }
  return [...portions.flatMap((portion, index) => without(portion, gone[index])), ...taken];
}

function without(portion: Portion, gone: { quantity: number; amount: number } | undefined): Portion[] {
  if (!gone || gone.quantity === 0) return [portion];
  const quantity = portion.quantity - gone.quantity;
  return quantity > 0 ? [{ ...portion, quantity, amount: portion.amount - gone.amount }] : [];
}
