import type { LocalDate, Rate, UnitPrice } from '@app/kernel';
import type { TaxOrigin } from './tax-terms';

/** What a tax code charges from one day to another; `TaxOrigin` says what the optional fields mean. */
export interface TaxCode {
  readonly taxCodeId: string;
  readonly name: string;
  readonly rate: Rate;
  /** A percentage of the net when absent. */
  readonly origin?: TaxOrigin['kind'] | undefined;
  readonly ofTaxCodeId?: string | undefined;
  readonly unitAmount?: UnitPrice | undefined;
  /** The unit a duty counts; the line's own when absent. */
  readonly unitId?: string | undefined;
  readonly isBeforeTax?: boolean | undefined;
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate;
}
