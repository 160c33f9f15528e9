import { parseRate, parseUnitPrice } from '@app/kernel';
import { aBook, aCartOf, aLine, cartOf, FOREVER, someRules } from '../../test/builders';
import { calculateCart } from '../pricing/calculate-cart';
import { addLine } from './add-line';
import { voidLine } from './change-line';
import { overrideLineTaxes, overrideTaxes } from './override-taxes';

const overrides = [
  { taxOverrideId: 'export', name: 'Export', taxGroupId: 'none', itemTaxGroupId: null },
  { taxOverrideId: 'both', name: 'With city tax', taxGroupId: null, itemTaxGroupId: 'both' },
];
const rules = someRules({ taxGroups: new Map([['store', ['vat', 'city']], ['none', []]]), taxOverrides: overrides }); // prettier-ignore
const cart = () => aCartOf({ milk: '1', wine: '1' }, aBook(), rules);
const codes = (of: ReturnType<typeof cart>) => of.lines.map(({ taxCodes }) => taxCodes.map(({ taxCodeId }) => taxCodeId));

describe('other taxes', () => {
  it('count for the line alone, and are taken back', () => {
    const exported = cartOf(overrideLineTaxes(cart(), 'line-1', 'export', rules));
    expect(codes(exported)).toEqual([[], ['vat']]);
    expect(calculateCart(exported).lines.map(({ tax }) => tax)).toEqual([0, 609]);
    expect(codes(cartOf(overrideLineTaxes(exported, 'line-1', null, rules)))).toEqual([['vat'], ['vat']]);
  });

  it('count for the whole sale, also for a line that comes later, but a line keeps its own', () => {
    const own = cartOf(overrideLineTaxes(cart(), 'line-2', 'both', rules));
    const exported = cartOf(overrideTaxes(own, 'export', rules));
    const more = cartOf(addLine(exported, aLine({ lineId: 'line-3' }), aBook(), rules));
    expect(codes(more)).toEqual([[], ['city', 'vat'], []]);
  });

  it('are refused by name when unknown, on a voided line and in a unit that does not convert', () => {
    expect(overrideTaxes(cart(), 'elsewhere', rules)).toMatchObject({ code: 'tax.override-unknown' });
    expect(overrideLineTaxes(cart(), 'line-1', 'elsewhere', rules)).toMatchObject({ code: 'tax.override-unknown' });
    const voided = cartOf(voidLine(cart(), 'line-1'));
    expect(overrideLineTaxes(voided, 'line-1', 'export', rules)).toMatchObject({ code: 'line.voided' });
    const duty = { taxCodeId: 'city', name: 'Beer', rate: parseRate('0'), ...FOREVER, origin: 'amount-per-unit', unitAmount: parseUnitPrice('1'), unitId: 'l' } as const; // prettier-ignore
    const taxCodes = [...rules.taxCodes.filter(({ taxCodeId }) => taxCodeId === 'vat'), duty];
    expect(overrideTaxes(cart(), 'both', { ...rules, taxCodes })).toMatchObject({ code: 'tax.unit-not-convertible' });
  });

  it('change nothing when they are chosen already', () => {
    const exported = cartOf(overrideTaxes(cart(), 'export', rules));
    expect(overrideTaxes(exported, 'export', rules).kind).toBe('unchanged');
    expect(overrideLineTaxes(cart(), 'line-1', null, rules).kind).toBe('unchanged');
  });
});
