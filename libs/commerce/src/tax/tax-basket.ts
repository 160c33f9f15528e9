import { add, amount, subtract, type Amount, type Quantity } from '@app/kernel';
import { minus, over, ratio, sum, times, WHOLE, type Ratio } from './ratio';
import { roundTaxes } from './round-taxes';
import { isBeforeTax, isExempt, isInGross, originOf, sumShares, taxShares } from './tax-shares';
import type { CartTaxTerms, TaxAmount, TaxedAmount, TaxRate } from './tax-terms';

/** What of a line is taxed. */
export interface TaxableLine {
  readonly lineId: string;
  /** After all discounts. */
  readonly amount: Amount;
  readonly includesTax: boolean;
  readonly quantity: Quantity;
  readonly codes: readonly TaxRate[];
}

export interface BasketTaxTerms extends CartTaxTerms {
  readonly minorDigits: number;
}

/** Taxes of a basket by any terms, in the order of its lines. `taxOnTop` and `taxWithin` are the same for plain percentages rounded per line. */
export function taxBasket(lines: readonly TaxableLine[], terms: BasketTaxTerms): TaxedAmount[] {
  return taxLines(asTaxed(lines, terms), terms);
}

/** The lines as their taxes are reckoned: a price that an exemption lowers stands without them. */
export function asTaxed(lines: readonly TaxableLine[], terms: BasketTaxTerms): readonly TaxableLine[] {
  if (!terms.exemptionLowersPrice || !lines.some(isLowered)) return lines;
  const unexempt = taxLines(lines.map(asCharged), terms);
  return lines.map((line, index) => (isLowered(line) ? withoutTax(line, unexempt[index]) : line));
}

const isLowered = ({ includesTax, codes }: TaxableLine): boolean => includesTax && codes.some(isExempt);

/** The line as a buyer pays it who is exempt from nothing. */
function asCharged(line: TaxableLine): TaxableLine {
  return { ...line, codes: line.codes.map((code) => ({ ...code, terms: { origin: originOf(code), isExempt: false } })) };
}

const withoutTax = (line: TaxableLine, taxed: TaxedAmount | undefined): TaxableLine => ({
  ...line,
  amount: taxed?.net ?? line.amount,
  includesTax: false,
});

function taxLines(lines: readonly TaxableLine[], { minorDigits, rounding }: BasketTaxTerms): TaxedAmount[] {
  const exact = lines.map((line) => exactTaxes(line, minorDigits));
  const amounts = roundTaxes(exact.flat(), rounding);
  let next = 0;
  return lines.map((line) => taxedLine(line, amounts.slice(next, (next += line.codes.length))));
}

/** What each code of a line comes to before anything is rounded. */
export function exactTaxes({ lineId, amount: taxed, includesTax, quantity, codes }: TaxableLine, minorDigits: number) {
  const shares = taxShares(codes, quantity, minorDigits);
  const all = sumShares(...shares);
  const given = ratio(BigInt(taxed));
  const net = includesTax ? over(minus(given, all.fixed), sum(WHOLE, all.ofNet)) : given;
  const combination = JSON.stringify(codes.map(({ taxCodeId, rate }) => [taxCodeId, rate]));
  return codes.map(({ taxCodeId }, index) => {
    const { ofNet, fixed } = shares[index] as { ofNet: Ratio; fixed: Ratio };
    return { lineId, taxCodeId, combination, quantity, exact: sum(times(net, ofNet), fixed) };
  });
}

function taxedLine(line: TaxableLine, amounts: readonly Amount[]): TaxedAmount {
  const tax = add(...amounts);
  const net = line.includesTax ? subtract(line.amount, tax) : line.amount;
  const taxes = line.codes.map((code, index) => ({ ...code, base: amount(0), amount: amounts[index] ?? amount(0) }));
  return { net, tax, gross: add(net, tax), taxes: taxes.map((one) => ({ ...one, base: baseOf(one, net, taxes) })) };
}

/** What the code was taken of, in whole minor units; the net for a duty. */
function baseOf(tax: TaxAmount, net: Amount, taxes: readonly TaxAmount[]): Amount {
  const origin = originOf(tax);
  const others = (fitting: (other: TaxAmount) => boolean): Amount[] =>
    taxes.filter((other) => other !== tax && fitting(other)).map((other) => other.amount);
  switch (origin.kind) {
    case 'amount-per-unit': return net;
    case 'percent-of-net': return add(net, ...others(isBeforeTax));
    case 'percent-of-tax': return add(...others(({ taxCodeId }) => taxCodeId === origin.ofTaxCodeId));
    case 'percent-of-gross': return add(net, ...others((other) => isInGross(other, origin.ofTaxCodeId)));
  } // prettier-ignore
}
