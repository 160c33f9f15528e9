import type { Amount } from '@app/kernel';
import type { Cart, RequirementKind } from '../cart/cart';
import type { CartLine } from '../cart/cart-line';
import type { LineDiscount } from '../discounts/line-discount';
import type { TaxAmount } from '../tax/tax-terms';

/** Something that must be settled before the cart can be finished. */
export interface Requirement {
  readonly kind: RequirementKind;
  /** Null when it concerns the whole cart. */
  readonly lineId: string | null;
  /** Outcomes to choose from; empty when a number or text is asked. */
  readonly options: readonly string[];
  readonly mayBeAnsweredBy: 'cashier' | 'manager';
  /** Years the buyer must be, for `age`. */
  readonly years: number | null;
}

/** A line with its amounts. `net + tax = gross`, to the minor unit. A line that waits for weight or price amounts to nothing. */
export interface CalculatedLine {
  readonly line: CartLine;
  /** Price times quantity, rounded once, before discounts; includes tax where the channel's prices do. */
  readonly amount: Amount;
  /** What is taken off, in the order it was. What remains is taxed. */
  readonly discounts: readonly LineDiscount[];
  /** The sum of these. */
  readonly discount: Amount;
  readonly net: Amount;
  readonly tax: Amount;
  readonly gross: Amount;
  readonly taxes: readonly TaxAmount[];
}

/** `paid - change = due - remaining` and `due = gross + rounding`. Voided lines and tenders count nowhere. */
export interface CartTotals {
  /** What was taken off all lines. */
  readonly discount: Amount;
  readonly net: Amount;
  readonly tax: Amount;
  readonly gross: Amount;
  /** What cash rounding added to the gross. */
  readonly rounding: Amount;
  readonly due: Amount;
  /** What was handed over. */
  readonly paid: Amount;
  readonly change: Amount;
  /** What is still to pay; negative when the store has to give. */
  readonly remaining: Amount;
  readonly lineCount: number;
  /** Pieces; a weighed line counts as one. */
  readonly itemCount: number;
}

/** A cart with everything that follows from it. All lines are here, voided ones too. */
export interface CalculatedCart {
  readonly cart: Cart;
  readonly lines: readonly CalculatedLine[];
  readonly taxes: readonly TaxAmount[];
  readonly totals: CartTotals;
  readonly requirements: readonly Requirement[];
  /** Not every combination of offers was tried. */
  readonly isApproximate: boolean;
}
