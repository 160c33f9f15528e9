import { ONE, type Quantity } from '@app/kernel';
import type { UnitConversion } from './units';

/** Who asks what something costs, and for how much of it. */
export interface PriceAsker {
  readonly quantity: Quantity;
  readonly customerId: string | null;
  /** Price groups that count, with their pricing priority. */
  readonly groups: ReadonlyMap<string, number>;
  /** Of the product, then for all. */
  readonly conversions: readonly UnitConversion[];
}

export const EVERYBODY: PriceAsker = { quantity: ONE, customerId: null, groups: new Map(), conversions: [] };
