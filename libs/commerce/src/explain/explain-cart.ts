import { add, subtract, UNIT_PRICE_SCALE, QUANTITY_SCALE } from '@app/kernel';
import type { Cart } from '../cart/cart';
import { discountBasketOf, whyIdle } from '../discounts/cart-discounts';
import type { ConcurrencyControl } from '../discounts/offer';
import { calculateCart, fullAmounts } from '../pricing/calculate-cart';
import type { CalculatedCart, CalculatedLine } from '../pricing/calculated-cart';
import { ratio, type Ratio } from '../tax/ratio';
import { exactTaxAmounts, taxTermsOf } from '../tax/taxed-amounts';
import type { TaxAmount, TaxRounding } from '../tax/tax-terms';
import { explainOffers, type OfferVerdict } from './explain-offers';

/** A tax of a line with what it came to before it was rounded; null on a return, which gives back what was charged. */
export interface ExplainedTax extends TaxAmount {
  readonly exact: Ratio | null;
}

/** How a line came to its amounts. Its price row, and the rows that one beat, are on the line itself. */
export interface ExplainedLine extends CalculatedLine {
  /** Price times quantity in minor units before it was rounded; null where nothing was multiplied: labels, returns, what waits. */
  readonly exactAmount: Ratio | null;
  /** Every offer that concerns its goods. */
  readonly offers: readonly OfferVerdict[];
  readonly taxes: readonly ExplainedTax[];
}

export interface Explanation extends CalculatedCart {
  readonly lines: readonly ExplainedLine[];
  readonly control: ConcurrencyControl;
  readonly taxRounding: TaxRounding;
}

/** What a cart comes to, and why: by the same functions that decide it, with somebody listening. It changes nothing. */
export function explainCart(cart: Cart): Explanation {
  const calculated = calculateCart(cart);
  const basket = discountBasketOf(cart, fullAmounts(cart));
  const verdicts = explainOffers(
    basket,
    Map.groupBy(cart.offers ?? [], (offer) => whyIdle(cart, offer)),
  );
  const exact = exactTaxAmounts(cart, fullAmounts(cart).map((full, index) => subtract(full, calculated.lines[index]?.discount ?? add()))); // prettier-ignore
  const lines = calculated.lines.map((line, index): ExplainedLine => ({
    ...line,
    exactAmount: exactAmountOf(line, cart),
    offers: verdicts.get(line.line.lineId) ?? [],
    taxes: line.taxes.map((tax, place) => ({ ...tax, exact: exact[index]?.[place] ?? null })),
  }));
  return { ...calculated, lines, control: basket.control, taxRounding: taxTermsOf(cart).rounding };
}

function exactAmountOf({ line }: CalculatedLine, { currency: { minorDigits } }: Cart): Ratio | null {
  const { unitPrice, quantity, labelAmount, returnOf } = line;
  if (unitPrice === null || quantity === null || labelAmount !== null || returnOf !== null) return null;
  return ratio(BigInt(unitPrice) * BigInt(quantity), 10n ** BigInt(UNIT_PRICE_SCALE + QUANTITY_SCALE - minorDigits));
}

/** Minor units as a decimal text of the currency, to so many places more than it has; what is beyond is cut off. */
export function exactText({ top, bottom }: Ratio, minorDigits: number, morePlaces = 6): string {
  const scaled = (top * 10n ** BigInt(morePlaces)) / bottom;
  const sign = scaled < 0n ? '-' : '';
  const digits = String(scaled < 0n ? -scaled : scaled).padStart(minorDigits + morePlaces + 1, '0');
  const point = digits.length - minorDigits - morePlaces;
  const places = digits.slice(point).replace(/0+$/, '').padEnd(minorDigits, '0');
  return `${sign}${digits.slice(0, point)}${places === '' ? '' : `.${places}`}`;
}
