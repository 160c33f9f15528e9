import { parseRate, unitPrice } from '@app/kernel';
import { aBook, FOREVER, someRules } from '../../test/builders';
import { chargedTaxes, findPrice } from './find-price';

const row = (priceId: string, price: number, validFrom: string, validTo = '2154-12-31') => ({
  priceId, productId: 'milk', unitId: 'pcs', unitPrice: unitPrice(price), validFrom, validTo,
}); // prettier-ignore
const bookOf = (...rows: ReturnType<typeof row>[]) => ({ ...aBook(), prices: new Map([['milk', rows]]) });

describe('the price of a day', () => {
  it('holds on its first and last day and on no other', () => {
    const book = bookOf(row('a', 10, '2026-08-10', '2026-08-12'));
    const on = (date: string) => findPrice(book, 'milk', 'pcs', date)?.priceId;
    expect([on('2026-08-09'), on('2026-08-10'), on('2026-08-12'), on('2026-08-13')]).toEqual([undefined, 'a', 'a', undefined]);
  });

  it('is the one that began last, then the lowest, whatever order the rows come in', () => {
    const rows = [row('old', 5, '2026-01-01'), row('new', 10, '2026-08-01'), row('new-low', 9, '2026-08-01')];
    for (const order of [rows, [...rows].reverse()])
      expect(findPrice(bookOf(...order), 'milk', 'pcs', '2026-08-10')?.priceId).toBe('new-low');
  });

  it('is of the unit asked for', () => {
    expect(findPrice(aBook(), 'milk', 'box', '2026-08-10')).toBeUndefined();
  });
});

describe('taxes charged', () => {
  it('are those in both the store and the item group', () => {
    expect(chargedTaxes(someRules(), 'both', '2026-08-10').map((tax) => tax.taxCodeId)).toEqual(['city', 'vat']);
    expect(chargedTaxes(someRules(), 'elsewhere', '2026-08-10')).toEqual([]);
  });

  it('have the rate of the day', () => {
    const taxCodes = [
      { taxCodeId: 'vat', name: 'VAT', rate: parseRate('0.17'), ...FOREVER, validTo: '2024-12-31' },
      { taxCodeId: 'vat', name: 'VAT', rate: parseRate('0.18'), ...FOREVER, validFrom: '2025-01-01' },
    ];
    const rateOn = (date: string) => chargedTaxes(someRules({ taxCodes }), 'full', date).map((tax) => tax.rate);
    expect([rateOn('2024-12-31'), rateOn('2025-01-01')]).toEqual([[170_000], [180_000]]);
  });
});
