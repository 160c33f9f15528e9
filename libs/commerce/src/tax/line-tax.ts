import { add, amount, divideRounded, fraction, subtract, toSafeNumber, type Amount, type RoundingMode } from '@app/kernel';
import type { TaxedAmount, TaxRate } from './tax-terms';

/** Tax is rounded per line and tax code, commercially, to minor units. The one place that says so. */
const TAX_ROUNDING: RoundingMode = 'half-away-from-zero';

/** Adds the tax to a net amount. */
export function taxOnTop(net: Amount, codes: readonly TaxRate[]): TaxedAmount {
  const taxes = codes.map((code) => ({ ...code, base: net, amount: fraction(net, code.rate, TAX_ROUNDING) }));
  const tax = add(...taxes.map((code) => code.amount));
  return { net, tax, gross: add(net, tax), taxes };
}

/** Takes the tax out of a gross amount: each code's part is `gross * rate / (1 + all rates)`; what is left is the net. */
export function taxWithin(gross: Amount, codes: readonly TaxRate[]): TaxedAmount {
  const denominator = 1_000_000n + codes.reduce((sum, code) => sum + BigInt(code.rate), 0n);
  const parts = codes.map((code) => amount(toSafeNumber(divideRounded(BigInt(gross) * BigInt(code.rate), denominator, TAX_ROUNDING))));
  const tax = add(...parts);
  const net = subtract(gross, tax);
  return { net, tax, gross, taxes: codes.map((code, index) => ({ ...code, base: net, amount: parts[index] ?? amount(0) })) };
}
