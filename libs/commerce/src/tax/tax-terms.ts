import type { Amount, Quantity, Rate, RoundingMode, UnitPrice } from '@app/kernel';

/**
 * What a tax code charges on (field notes 5.5; the reference calls it the origin of a sales tax code). A code without terms is a
 * percentage of the net.
 */
export type TaxOrigin =
  | { readonly kind: 'percent-of-net' }
  /** Of the net with all other taxes of the line (none of them of gross itself), or with one of them. */
  | { readonly kind: 'percent-of-gross'; readonly ofTaxCodeId: string | null }
  | { readonly kind: 'percent-of-tax'; readonly ofTaxCodeId: string }
  /** A duty: so much a unit. `units` is how many of the duty's units one unit of the line holds. */
  | {
      readonly kind: 'amount-per-unit';
      readonly unitAmount: UnitPrice;
      readonly units: Quantity;
      /** It belongs to what percentages of the net are taken of. */
      readonly isBeforeTax: boolean;
    };

export interface TaxTerms {
  readonly origin: TaxOrigin;
  /** The buyer does not pay it: it stands on the sale with nothing. */
  readonly isExempt: boolean;
}

/** A code charged on a line, with its rate of the day. */
export interface TaxRate {
  readonly taxCodeId: string;
  /** Of what the terms say; 0 for a duty. */
  readonly rate: Rate;
  /** Absent for a percentage of the net that the buyer pays, which most taxes are. */
  readonly terms?: TaxTerms | undefined;
}

/** Tax of one code on one line or on a whole sale. */
export interface TaxAmount extends TaxRate {
  readonly base: Amount;
  readonly amount: Amount;
}

/** Net, taxes and gross that belong together: `net + tax = gross`. */
export interface TaxedAmount {
  readonly net: Amount;
  readonly tax: Amount;
  readonly gross: Amount;
  readonly taxes: readonly TaxAmount[];
}

/**
 * Where taxes are rounded: the tax of one unit, of a line or of the document; of each code alone or of the codes of a line together
 * (the reference: calculation method, and rounding by code or by combination). What is rounded for several is handed out to the
 * minor unit.
 */
export interface TaxRounding {
  readonly per: 'unit' | 'line' | 'document';
  readonly by: 'code' | 'group';
  readonly mode: RoundingMode;
}

/** Commercial rounding per line and code, unless a channel says otherwise. */
export const DEFAULT_TAX_ROUNDING: TaxRounding = { per: 'line', by: 'code', mode: 'half-away-from-zero' };

/** How a sale is taxed beyond its codes. */
export interface CartTaxTerms {
  readonly rounding: TaxRounding;
  /** Who is exempt from a tax that the price includes pays the price without it; otherwise the price stays (field notes 5.5). */
  readonly exemptionLowersPrice: boolean;
}
