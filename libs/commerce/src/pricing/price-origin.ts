import type { UnitPrice } from '@app/kernel';

/**
 * Why a row that fitted does not count: another pricing priority does; of those for the same people another has a larger minimum
 * quantity, began later, or is lower at the same minute; a row before it ends the search; or another one is lower.
 */
export type WhyBeaten = 'lower-priority' | 'smaller-minimum' | 'began-earlier' | 'higher-at-same-time' | 'search-ended' | 'not-lowest';

/** A price that also fitted, of one unit. */
export interface BeatenPrice {
  readonly priceId: string;
  readonly unitPrice: UnitPrice;
  readonly why: WhyBeaten;
}

/** How a price came about, where there is more to say than the row it comes from. */
export interface PriceOrigin {
  /** Of one unit, before an adjustment lowered it. */
  readonly agreedPrice: UnitPrice;
  /** The unit it is agreed in, when it was converted. */
  readonly convertedFrom: string | null;
  /** Rows that fitted as well and do not count. */
  readonly beaten: readonly BeatenPrice[];
}
