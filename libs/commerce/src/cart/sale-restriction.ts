import type { RecurringPeriod } from '../recurring-period';

/** Hours in which goods may not be sold, as the law or the company has it. */
export interface SaleRestriction {
  readonly saleRestrictionId: string;
  readonly name: string;
  readonly concerns:
    | { readonly kind: 'product'; readonly productId: string }
    | { readonly kind: 'category'; /** The category and all below it. */ readonly categoryIds: ReadonlySet<string> };
  readonly periods: readonly RecurringPeriod[];
}
