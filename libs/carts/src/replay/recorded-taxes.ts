import type { TaxRate, TaxTerms } from '@app/commerce';
import { parseQuantity, parseRate, parseUnitPrice } from '@app/kernel';
import type { SaleBodyWire } from '@app/protocol';
import { isSameCode } from '../tax-inputs';

type TaxInput = SaleBodyWire['inputs']['taxCodes'][number];

/** The codes a recorded line was charged, with their terms. */
export function recordedTaxes({ taxes, taxInputs }: SaleBodyWire['lines'][number], inputs: readonly TaxInput[]): TaxRate[] {
  return taxes.map((tax, index) => {
    const place = taxInputs?.[index];
    const input = place === undefined ? inputs.find((one) => isSameCode(one, tax)) : inputs[place];
    return { taxCodeId: tax.taxCodeId, rate: parseRate(tax.rate), ...(input?.terms && { terms: termsOf(input.terms) }) };
  });
}

function termsOf(terms: NonNullable<TaxInput['terms']>): TaxTerms {
  const { isExempt, ofTaxCodeId } = terms;
  switch (terms.origin) {
    case 'percent-of-net': return { isExempt, origin: { kind: terms.origin } };
    case 'percent-of-gross': return { isExempt, origin: { kind: terms.origin, ofTaxCodeId: ofTaxCodeId ?? null } };
    case 'percent-of-tax': return { isExempt, origin: { kind: terms.origin, ofTaxCodeId: ofTaxCodeId ?? '' } };
    case 'amount-per-unit': {
      const unitAmount = parseUnitPrice(terms.unitAmount ?? '0');
      return { isExempt, origin: { kind: terms.origin, unitAmount, units: parseQuantity(terms.units ?? '0'), isBeforeTax: terms.isBeforeTax ?? false } };
    }
  }
} // prettier-ignore
