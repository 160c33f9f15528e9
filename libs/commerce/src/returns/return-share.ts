import { add, amount, divideRounded, negate, subtract, toSafeNumber, type Amount, type Quantity } from '@app/kernel';
import type { ReturnOrigin } from '../cart/cart';
import type { TaxedAmount } from '../tax/tax-terms';

/**
 * What goes back for a part of a sold line. Each part is the difference of two rounded running shares, so all parts of a line
 * add up to exactly what was charged, in whatever pieces it comes back; the last one carries the remainder.
 */
export function returnShare(origin: ReturnOrigin, returned: Quantity, pricesIncludeTax: boolean): TaxedAmount {
  const back = (whole: Amount): Amount => negate(shareOf(whole, origin, returned));
  const taxAmounts = origin.soldTaxes.map((tax) => back(tax.amount));
  const tax = add(...taxAmounts);
  const net = pricesIncludeTax ? subtract(back(origin.soldGross), tax) : back(origin.soldNet);
  const taxes = origin.soldTaxes.map(({ taxCodeId, rate }, index) => ({
    taxCodeId,
    rate,
    base: net,
    amount: taxAmounts[index] ?? amount(0),
  }));
  return { net, tax, gross: add(net, tax), taxes };
}

function shareOf(whole: Amount, { soldQuantity, returnedBefore }: ReturnOrigin, returned: Quantity): Amount {
  const upTo = (count: number): bigint => divideRounded(BigInt(whole) * BigInt(count), BigInt(soldQuantity), 'half-away-from-zero');
  return amount(toSafeNumber(upTo(returnedBefore + returned) - upTo(returnedBefore)));
}
