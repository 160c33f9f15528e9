import { scaleRounded, type Amount, type Quantity } from '@app/kernel';
import type { Offer, OfferLine } from './offer';

/** What a line of a basket brings to the offers: priced goods that are sold, not returned. */
export interface Goods {
  readonly lineId: string;
  readonly productId: string;
  readonly unitId: string;
  readonly quantity: Quantity;
  /** What they cost before any discount, in what prices say. */
  readonly amount: Amount;
  readonly isDiscountable: boolean;
  /** Their total is printed on a label: it may be lowered by a part or by money off, no other unit price replaces it. */
  readonly isLabelled: boolean;
}

/**
 * Whether more may come on top: `free` goods have no discount yet, `open` ones have one that adds up with others, `closed` ones have
 * one that shuts out the rest.
 */
export type Standing = 'free' | 'open' | 'closed';

/** A part of the goods of a line that has got the same discounts, at what it costs now. */
export interface Portion {
  readonly goods: Goods;
  readonly quantity: number;
  readonly amount: number;
  readonly standing: Standing;
  /** The stage that touched it last; -1 for none. */
  readonly stage: number;
  readonly hasThreshold: boolean;
}

/** An offer with the goods of a basket that its lines name. */
export interface Matched<Kind extends Offer = Offer> {
  readonly offer: Kind;
  readonly lines: ReadonlyMap<Goods, readonly OfferLine[]>;
}

export const wholeOf = (goods: Goods): Portion => ({
  goods, quantity: goods.quantity, amount: goods.amount, standing: 'free', stage: -1, hasThreshold: false,
}); // prettier-ignore

/** The dearest unit first; what costs the same by line, so that the order of lines never matters. */
export function byUnitPrice(a: Portion, b: Portion): number {
  const difference = b.amount / b.quantity - a.amount / a.quantity;
  if (difference !== 0) return difference;
  return a.goods.lineId < b.goods.lineId ? -1 : a.goods.lineId > b.goods.lineId ? 1 : 0;
}

/** What the first `quantity` of a portion cost: running shares, so that parts add up to the whole. */
export function shareOf(portion: Pick<Portion, 'amount' | 'quantity'>, quantity: number): number {
  return quantity === portion.quantity ? portion.amount : scaleRounded(portion.amount, quantity, portion.quantity, 'half-away-from-zero');
}

/** Takes goods out of portions, piece by piece, and says what each piece costs. */
export class Shelf {
  private readonly taken: number[];

  constructor(private readonly portions: readonly Portion[]) {
    this.taken = portions.map(() => 0);
  }

  left(index: number): number {
    return (this.portions[index]?.quantity ?? 0) - (this.taken[index] ?? 0);
  }

  take(index: number, quantity: number): number {
    const portion = this.portions[index];
    if (!portion) return 0;
    const before = this.taken[index] ?? 0;
    this.taken[index] = before + quantity;
    return shareOf(portion, before + quantity) - shareOf(portion, before);
  }
}
