import { quantity, type Amount } from '@app/kernel';
import type { Cart } from '../cart/cart';
import type { CartLine } from '../cart/cart-line';
import { returnShare, soldShare } from '../returns/return-share';
import { asTaxed, exactTaxes, taxBasket, type BasketTaxTerms, type TaxableLine } from './tax-basket';
import type { Ratio } from './ratio';
import { DEFAULT_TAX_ROUNDING, type TaxedAmount } from './tax-terms';
import { taxOnTop, taxWithin } from './line-tax';

/**
 * Net, taxes and gross of each line of a cart, from what each line costs after its discounts. A return is the share of what was
 * charged, whatever taxes are today. Plain percentages rounded per line, which most baskets have, are reckoned line by line.
 */
export function taxedAmounts(cart: Cart, amounts: readonly Amount[]): TaxedAmount[] {
  if (hasPlainTaxes(cart)) return cart.lines.map((line, index) => plainTaxes(line, cart, amounts[index] as Amount));
  const counted = cart.lines.keys().filter((index) => isTaxedTogether(cart.lines[index] as CartLine)).toArray(); // prettier-ignore
  const together = taxLines(counted, cart, amounts);
  return cart.lines.map((line, index) => {
    if (line.returnOf || line.orderOf) return plainTaxes(line, cart, amounts[index] as Amount);
    return together.get(index) ?? (taxLines([index], cart, amounts).get(index) as TaxedAmount);
  });
}

function hasPlainTaxes({ taxTerms, lines }: Cart): boolean {
  return taxTerms === undefined && lines.every(({ taxCodes }) => taxCodes.every(({ terms }) => terms === undefined));
}

const isTaxedTogether = ({ isVoided, returnOf, orderOf }: CartLine): boolean => !isVoided && !returnOf && !orderOf;

function plainTaxes(line: CartLine, { pricesIncludeTax }: Cart, amount: Amount): TaxedAmount {
  if (line.returnOf) return returnShare(line.returnOf, quantity(-(line.quantity ?? 0)), pricesIncludeTax);
  if (line.orderOf) return soldShare(line.orderOf, line.quantity ?? quantity(0), pricesIncludeTax);
  return pricesIncludeTax ? taxWithin(amount, line.taxCodes) : taxOnTop(amount, line.taxCodes);
}

function taxLines(indexes: readonly number[], cart: Cart, amounts: readonly Amount[]): Map<number, TaxedAmount> {
  const lines = indexes.map((index) => taxableLine(cart.lines[index] as CartLine, amounts[index] as Amount, cart));
  const taxed = taxBasket(lines, taxTermsOf(cart));
  return new Map(indexes.map((index, place) => [index, taxed[place] as TaxedAmount]));
}

/** How a cart is taxed; taxes are rounded per line and code unless its channel said otherwise. */
export function taxTermsOf({ taxTerms, currency: { minorDigits } }: Cart): BasketTaxTerms {
  return { ...(taxTerms ?? { rounding: DEFAULT_TAX_ROUNDING, exemptionLowersPrice: false }), minorDigits };
}

/** The taxes of each line before they were rounded, in the order of its codes; nothing on a return, which gives back what was charged. */
export function exactTaxAmounts(cart: Cart, amounts: readonly Amount[]): (readonly Ratio[])[] {
  const lines = asTaxed(cart.lines.map((line, index) => taxableLine(line, amounts[index] as Amount, cart)), taxTermsOf(cart)); // prettier-ignore
  return lines.map((line, index) =>
    cart.lines[index]?.returnOf ? [] : exactTaxes(line, cart.currency.minorDigits).map(({ exact }) => exact),
  );
}

function taxableLine(line: CartLine, amount: Amount, { pricesIncludeTax }: Cart): TaxableLine {
  const { lineId, taxCodes } = line;
  return { lineId, amount, includesTax: pricesIncludeTax, quantity: line.quantity ?? quantity(0), codes: taxCodes };
}
