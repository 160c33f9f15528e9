import type { Amount, Instant, Quantity, UnitPrice } from '@app/kernel';
import type { LineEntry } from './cart-line';

/** A product as it is asked for, to become a line. */
export interface NewLine {
  readonly lineId: string;
  readonly productId: string;
  /** As sent by the register; null when chosen from a list. */
  readonly barcode: string | null;
  readonly entry: LineEntry;
  /** Null for the unit the product is sold in. */
  readonly unitId: string | null;
  /** Pieces; null when the register stated none, which means one. */
  readonly quantity: Quantity | null;
  /** Of a weighed product, as the scale shows it; null when it must still be weighed. */
  readonly weight: Quantity | null;
  readonly isWeightKeyed: boolean;
  /** Packaging in `weight`, as keyed; absent for what the product says. */
  readonly tare?: Quantity | undefined;
  readonly labelAmount: Amount | null;
  /** What is scanned is a slip of a bottle machine over `labelAmount`, which is negative; absent on all others. */
  readonly depositSlip?: { readonly code: string } | undefined;
  /** A keyed price. */
  readonly unitPrice: UnitPrice | null;
  /** Business clock: the prices of its minute count. */
  readonly at: Instant;
}
