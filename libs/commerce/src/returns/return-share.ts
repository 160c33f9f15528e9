import { add, amount, divideRounded, negate, subtract, toSafeNumber, type Amount, type Quantity } from '@app/kernel';
import type { SoldAmounts } from '../cart/cart-line';
import type { TaxedAmount } from '../tax/tax-terms';

/** What goes back for a part of a sold line. */
export function returnShare(origin: SoldAmounts, returned: Quantity, pricesIncludeTax: boolean): TaxedAmount {
  return shareWith(negate, origin, returned, pricesIncludeTax);
}

/** What a part of an agreed line costs. */
export function soldShare(origin: SoldAmounts, sold: Quantity, pricesIncludeTax: boolean): TaxedAmount {
  return shareWith((value) => value, origin, sold, pricesIncludeTax);
}

/**
 * Each part is the difference of two rounded running shares, so all parts of a line add up to exactly what was charged, in whatever
 * pieces it comes; the last one carries the remainder.
 */
function shareWith(signed: (value: Amount) => Amount, origin: SoldAmounts, count: Quantity, pricesIncludeTax: boolean): TaxedAmount {
  const part = (whole: Amount): Amount => signed(shareOf(whole, origin, count));
  const taxAmounts = origin.soldTaxes.map((tax) => part(tax.amount));
  const tax = add(...taxAmounts);
  const net = pricesIncludeTax ? subtract(part(origin.soldGross), tax) : part(origin.soldNet);
  const taxes = origin.soldTaxes.map(({ taxCodeId, rate }, index) => ({
    taxCodeId,
    rate,
    base: net,
    amount: taxAmounts[index] ?? amount(0),
  }));
  return { net, tax, gross: add(net, tax), taxes };
}

function shareOf(whole: Amount, { soldQuantity, returnedBefore }: SoldAmounts, count: Quantity): Amount {
  const upTo = (parts: number): bigint => divideRounded(BigInt(whole) * BigInt(parts), BigInt(soldQuantity), 'half-away-from-zero');
  return amount(toSafeNumber(upTo(returnedBefore + count) - upTo(returnedBefore)));
}
