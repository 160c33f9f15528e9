import type { CalculatedCart, TaxTerms } from '@app/commerce';
import { formatQuantity, formatRate, formatUnitPrice } from '@app/kernel';
import type { SaleBodyWire } from '@app/protocol';

type Inputs = SaleBodyWire['inputs'];

/** What the taxes of a sale were reckoned from, so that anyone reckons them again. */
export function taxInputsOf({ cart, lines }: CalculatedCart): Pick<Inputs, 'taxCodes' | 'taxTerms'> {
  const used = new Map<string, Inputs['taxCodes'][number]>();
  for (const { taxCodeId, rate, terms } of lines.flatMap(({ line }) => line.taxCodes)) {
    const key = terms ? JSON.stringify([taxCodeId, rate, terms]) : `${taxCodeId} ${rate}`;
    used.set(key, { taxCodeId, rate: formatRate(rate), ...(terms && { terms: termsOf(terms) }) });
  }
  const { rounding, exemptionLowersPrice } = cart.taxTerms ?? {};
  return {
    taxCodes: [...used.values()],
    ...(rounding && { taxTerms: { ...rounding, exemptionLowersPrice: exemptionLowersPrice ?? false } }),
  };
}

function termsOf({ origin, isExempt }: TaxTerms): NonNullable<Inputs['taxCodes'][number]['terms']> {
  switch (origin.kind) {
    case 'percent-of-net': return { origin: origin.kind, isExempt };
    case 'percent-of-gross': return { origin: origin.kind, isExempt, ...(origin.ofTaxCodeId !== null && { ofTaxCodeId: origin.ofTaxCodeId }) };
    case 'percent-of-tax': return { origin: origin.kind, isExempt, ofTaxCodeId: origin.ofTaxCodeId };
    case 'amount-per-unit': return {
      origin: origin.kind, isExempt, unitAmount: formatUnitPrice(origin.unitAmount), units: formatQuantity(origin.units), isBeforeTax: origin.isBeforeTax,
    };
  } // prettier-ignore
}
