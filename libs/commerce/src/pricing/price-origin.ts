import type { UnitPrice } from '@app/kernel';
import type { BeatenPrice } from './agreed-price';

/** How a price came about, where there is more to say than the row it comes from. */
export interface PriceOrigin {
  /** Of one unit, before an adjustment lowered it. */
  readonly agreedPrice: UnitPrice;
  /** The unit it is agreed in, when it was converted. */
  readonly convertedFrom: string | null;
  /** Rows that fitted as well and do not count. */
  readonly beaten: readonly BeatenPrice[];
}
