import type { CalculatedCart, CalculatedLine, TaxRate, TaxTerms } from '@app/commerce';
import { formatQuantity, formatRate, formatUnitPrice } from '@app/kernel';
import type { SaleBodyWire } from '@app/protocol';

type Inputs = SaleBodyWire['inputs'];
type TaxInput = Inputs['taxCodes'][number];

/** What the taxes of a sale were reckoned from, so that anyone reckons them again. */
export function taxInputsOf({ cart, lines }: CalculatedCart): Pick<Inputs, 'taxCodes' | 'taxTerms'> {
  const used = new Map<string, TaxInput>();
  for (const code of lines.flatMap(({ line }) => line.taxCodes)) {
    const key = code.terms ? JSON.stringify(code) : `${code.taxCodeId} ${code.rate}`;
    if (!used.has(key)) used.set(key, inputOf(code));
  }
  const { rounding, exemptionLowersPrice } = cart.taxTerms ?? {};
  return {
    taxCodes: [...used.values()],
    ...(rounding && { taxTerms: { ...rounding, exemptionLowersPrice: exemptionLowersPrice ?? false } }),
  };
}

/** Which of the inputs a line was charged, where a code and its rate stand there more than once: a duty on pieces and on boxes. */
export function taxPlacesOf({ line }: CalculatedLine, inputs: readonly TaxInput[]): { taxInputs?: number[] } {
  const wanted = line.taxCodes.map(inputOf);
  const isTold = wanted.every((code) => inputs.filter((input) => isSameCode(input, code)).length <= 1);
  if (isTold) return {};
  const texts = inputs.map((input) => JSON.stringify(input));
  return { taxInputs: wanted.map((code) => texts.indexOf(JSON.stringify(code))) };
}

export const isSameCode = (one: Pick<TaxInput, 'taxCodeId' | 'rate'>, other: Pick<TaxInput, 'taxCodeId' | 'rate'>): boolean =>
  one.taxCodeId === other.taxCodeId && one.rate === other.rate;

const inputOf = ({ taxCodeId, rate, terms }: TaxRate): TaxInput => ({
  taxCodeId,
  rate: formatRate(rate),
  ...(terms && { terms: termsOf(terms) }),
});

function termsOf({ origin, isExempt }: TaxTerms): NonNullable<TaxInput['terms']> {
  switch (origin.kind) {
    case 'percent-of-net': return { origin: origin.kind, isExempt };
    case 'percent-of-gross': return { origin: origin.kind, isExempt, ...(origin.ofTaxCodeId !== null && { ofTaxCodeId: origin.ofTaxCodeId }) };
    case 'percent-of-tax': return { origin: origin.kind, isExempt, ofTaxCodeId: origin.ofTaxCodeId };
    case 'amount-per-unit': return {
      origin: origin.kind, isExempt, unitAmount: formatUnitPrice(origin.unitAmount), units: formatQuantity(origin.units), isBeforeTax: origin.isBeforeTax,
    };
  } // prettier-ignore
}
