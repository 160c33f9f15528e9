import { parseRate, parseUnitPrice } from '@app/kernel';
import { FOREVER, someRules } from '../../test/builders';
import { chargedTaxes, isTaxable, type TaxedItem } from './charged-taxes';
import { chooseTaxGroup, NOBODY, type TaxParty } from './choose-tax-group';

const item = (change: Partial<TaxedItem> = {}): TaxedItem => ({ itemTaxGroupId: 'full', unitId: 'pcs', date: '2026-08-10', ...change });
const someone = (change: Partial<TaxParty>): TaxParty => ({ ...NOBODY, ...change });
const taxGroups = new Map([['store', ['vat', 'city']], ['abroad', ['city']], ['none', []]]); // prettier-ignore

describe('taxes charged', () => {
  const ids = (...given: Parameters<typeof chargedTaxes>): string[] => chargedTaxes(...given).map(({ taxCodeId }) => taxCodeId);

  it('are those in both the store and the item group, by code', () => {
    expect(ids(someRules(), item({ itemTaxGroupId: 'both' }))).toEqual(['city', 'vat']);
    expect(ids(someRules(), item({ itemTaxGroupId: 'elsewhere' }))).toEqual([]);
  });

  it('have the rate of the day', () => {
    const taxCodes = [
      { taxCodeId: 'vat', name: 'VAT', rate: parseRate('0.17'), ...FOREVER, validTo: '2024-12-31' },
      { taxCodeId: 'vat', name: 'VAT', rate: parseRate('0.18'), ...FOREVER, validFrom: '2025-01-01' },
    ];
    const rateOn = (date: string) => chargedTaxes(someRules({ taxCodes }), item({ date })).map((tax) => tax.rate);
    expect([rateOn('2024-12-31'), rateOn('2025-01-01')]).toEqual([[170_000], [180_000]]);
  });

  it('are those of the group that counts for the buyer', () => {
    const rules = someRules({ taxGroups, usesCustomerTax: true });
    const party = someone({ customerTaxGroupId: 'abroad' });
    expect(ids(rules, item({ itemTaxGroupId: 'both', party }))).toEqual(['city']);
  });

  it('are marked where the buyer is exempt and the store goes by it', () => {
    const party = someone({ exemptTaxCodeIds: ['vat'] });
    const exempt = (usesCustomerExemption: boolean) =>
      chargedTaxes(someRules({ usesCustomerExemption }), item({ itemTaxGroupId: 'both', party })).map(({ terms }) => terms?.isExempt);
    expect([exempt(true), exempt(false)]).toEqual([
      [undefined, true],
      [undefined, undefined],
    ]);
  });

  it('are those of another group where somebody chose one', () => {
    const rules = someRules({ taxGroups });
    const override = { taxOverrideId: 'o', name: 'Take away', taxGroupId: null, itemTaxGroupId: 'both' };
    expect(ids(rules, item({ override }))).toEqual(['city', 'vat']);
    expect(ids(rules, item({ override: { ...override, taxGroupId: 'none' } }))).toEqual([]);
  });

  it('count a duty in its own unit, by the conversion of the item before that for all', () => {
    const duty = { taxCodeId: 'vat', name: 'Beer', rate: parseRate('0'), ...FOREVER, origin: 'amount-per-unit', unitAmount: parseUnitPrice('0.19'), unitId: 'l' } as const; // prettier-ignore
    const crate = { fromUnitId: 'pcs', toUnitId: 'l', numerator: 1, denominator: 1 };
    const bottle = { ...crate, denominator: 3 };
    const units = (...given: Parameters<typeof chargedTaxes>) =>
      chargedTaxes(...given).map(({ terms }) => terms?.origin.kind === 'amount-per-unit' && terms.origin.units);
    const rules = someRules({ taxCodes: [duty], unitConversions: [crate] });
    expect(units(rules, item())).toEqual([1_000]);
    expect(units(rules, item({ conversions: [bottle] }))).toEqual([333]);
    const unknown = chargedTaxes(someRules({ taxCodes: [duty] }), item());
    expect([isTaxable(unknown), isTaxable(chargedTaxes(rules, item()))]).toEqual([false, true]);
  });
});

describe('the tax group that counts', () => {
  const policy = { taxGroupId: 'store', usesDestinationTax: true, usesCustomerTax: true, usesCustomerExemption: true };
  const party = someone({ destinationTaxGroupId: 'address', customerTaxGroupId: 'customer' });

  it.each([
    ['the address', policy, party, 'address'],
    ['the customer where nothing ships', policy, someone({ customerTaxGroupId: 'customer' }), 'customer'],
    ['the customer where the store does not go by addresses', { ...policy, usesDestinationTax: false }, party, 'customer'],
    ['the store where it goes by neither', { ...policy, usesDestinationTax: false, usesCustomerTax: false }, party, 'store'],
    ['the store for nobody', policy, NOBODY, 'store'],
  ])('is that of %s', (_, given, of, group) => {
    expect(chooseTaxGroup(given, of)).toBe(group);
  });
});
