import { amount, quantity, rate, unitPrice, type RoundingMode } from '@app/kernel';
import fc from 'fast-check';
import { taxOnTop, taxWithin } from './line-tax';
import { taxBasket, type TaxableLine } from './tax-basket';
import { DEFAULT_TAX_ROUNDING, type TaxedAmount, type TaxOrigin, type TaxRate } from './tax-terms';

const anOrigin = fc.oneof<fc.Arbitrary<TaxOrigin>[]>(
  fc.constant({ kind: 'percent-of-net' }),
  fc.record({ kind: fc.constant('percent-of-gross' as const), ofTaxCodeId: fc.constantFrom(null, 'a', 'b') }),
  fc.record({ kind: fc.constant('percent-of-tax' as const), ofTaxCodeId: fc.constantFrom('a', 'b', 'c') }),
  fc.record({
    kind: fc.constant('amount-per-unit' as const),
    unitAmount: fc.integer({ min: 0, max: 20_000 }).map(unitPrice),
    units: fc.constantFrom(1000, 333, 12_000).map(quantity),
    isBeforeTax: fc.boolean(),
  }),
);
const aCode = (taxCodeId: string) =>
  fc
    .record({ rate: fc.integer({ min: 0, max: 300_000 }).map(rate), origin: anOrigin, isExempt: fc.boolean() })
    .map(({ rate: part, origin, isExempt }): TaxRate => ({ taxCodeId, rate: part, terms: { origin, isExempt } }));
const someCodes = fc.tuple(aCode('a'), aCode('b'), aCode('c')).chain((codes) => fc.subarray([...codes]));
const aLine = fc.record({
  amount: fc.integer({ min: -100_000, max: 1_000_000 }).map(amount),
  includesTax: fc.boolean(),
  quantity: fc.integer({ min: 1, max: 20_000 }).map(quantity),
  codes: someCodes,
});
const someLines = fc
  .array(aLine, { minLength: 1, maxLength: 8 })
  .map((lines): TaxableLine[] => lines.map((line, index) => ({ ...line, lineId: `l${index}` })));
const someTerms = fc.record({
  minorDigits: fc.constantFrom(0, 2, 3),
  exemptionLowersPrice: fc.boolean(),
  rounding: fc.record({
    per: fc.constantFrom('unit' as const, 'line' as const, 'document' as const),
    by: fc.constantFrom('code' as const, 'group' as const),
    mode: fc.constantFrom<RoundingMode>('half-away-from-zero', 'half-even', 'toward-zero', 'away-from-zero'),
  }),
});
const taxesById = (taxed: readonly TaxedAmount[], lines: readonly TaxableLine[]) =>
  Object.fromEntries(taxed.map((line, index) => [lines[index]?.lineId ?? '', line]));

describe('a basket taxed by any terms', () => {
  it('has net plus tax as gross and the sum of its codes as tax, and what includes tax stays what it costs', () => {
    fc.assert(
      fc.property(someLines, someTerms, (lines, terms) => {
        taxBasket(lines, terms).forEach(({ net, tax, gross, taxes }, index) => {
          const { includesTax, amount: given, codes } = lines[index] as TaxableLine;
          const isLowered = includesTax && terms.exemptionLowersPrice && codes.some((code) => code.terms?.isExempt);
          expect(net + tax).toBe(gross);
          expect(taxes.reduce((all, one) => all + one.amount, 0)).toBe(tax);
          if (!isLowered) expect(includesTax ? gross : net).toBe(given);
        });
      }),
    );
  });

  it('charges nothing of what the buyer is exempt from', () => {
    fc.assert(
      fc.property(someLines, someTerms, (lines, terms) =>
        taxBasket(lines, terms).every(({ taxes }) => taxes.every((tax) => !tax.terms?.isExempt || tax.amount === 0)),
      ),
    );
  });

  it('does not depend on the order of lines, down to the line', () => {
    fc.assert(
      fc.property(someLines, someTerms, (lines, terms) => {
        const turned = [...lines].reverse();
        expect(taxesById(taxBasket(turned, terms), turned)).toEqual(taxesById(taxBasket(lines, terms), lines));
      }),
    );
  });

  it('is at most half a minor unit off the exact tax, once for the whole document and code', () => {
    const oneCode = { taxCodeId: 'a', rate: rate(70_000) };
    const plainLines = fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(plainLines, (amounts) => {
        const lines = amounts.map((net, index) => ({
          lineId: `l${index}`, amount: amount(net), includesTax: false, quantity: quantity(1000), codes: [oneCode],
        })); // prettier-ignore
        const rounding = { ...DEFAULT_TAX_ROUNDING, per: 'document' } as const;
        const taxed = taxBasket(lines, { rounding, minorDigits: 2, exemptionLowersPrice: false });
        const exact = amounts.reduce((all, net) => all + net, 0) * 7;
        const charged = taxed.reduce((all, { tax }) => all + tax, 0) * 100;
        expect(Math.abs(charged - exact)).toBeLessThanOrEqual(50);
      }),
    );
  });

  it('is what plain percentages are line by line', () => {
    const plainCodes = fc.subarray([
      { taxCodeId: 'a', rate: rate(20_000) },
      { taxCodeId: 'b', rate: rate(180_000) },
      { taxCodeId: 'c', rate: rate(99_750) },
    ]);
    fc.assert(
      fc.property(fc.array(fc.record({ ...plain, codes: plainCodes }), { maxLength: 6 }), (given) => {
        const lines = given.map((line, index) => ({ ...line, lineId: `l${index}` }));
        const taxed = taxBasket(lines, { rounding: DEFAULT_TAX_ROUNDING, minorDigits: 2, exemptionLowersPrice: false });
        expect(taxed).toEqual(lines.map(({ includesTax, amount: cost, codes }) => (includesTax ? taxWithin : taxOnTop)(cost, codes)));
      }),
    );
  });
});

const plain = {
  amount: fc.integer({ min: 0, max: 1_000_000 }).map(amount),
  includesTax: fc.boolean(),
  quantity: fc.constant(quantity(1000)),
};
