import { receiptOf, type ReceiptPlace, type ReceiptSale } from './receipt';
import { receiptText } from './receipt-text';

const sale: ReceiptSale = {
  mode: 'live', receiptNumber: 'S1-01-000042', currency: 'EUR', pricesIncludeTax: true,
  lines: [
    { name: 'Milk', quantity: '2', unitId: 'pcs', unitPrice: '6.9', amount: '13.80', isVoided: false, returnOf: null, giftCardNumber: null },
    { name: 'Voided', quantity: '1', unitId: 'pcs', unitPrice: '1', amount: '1.00', isVoided: true, returnOf: null, giftCardNumber: null },
    { name: 'A very long name of a product that needs two lines', quantity: '1', unitId: 'pcs', unitPrice: '1234.5', amount: '1234.50', isVoided: false, returnOf: { receiptNumber: 'R-7' }, giftCardNumber: null },
  ],
  tenders: [
    { tenderTypeId: 'card', kind: 'payment', amount: '1000.00', cardLastDigits: '4242', authorization: 'x' },
    { tenderTypeId: 'cash', kind: 'payment', amount: '250.00', cardLastDigits: null, authorization: null },
    { tenderTypeId: 'cash', kind: 'change', amount: '-1.70', cardLastDigits: null, authorization: null },
  ],
  taxes: [{ taxCodeId: 'vat', rate: '0.18', base: '1057.88', amount: '190.42' }],
  totals: { net: '1057.88', tax: '190.42', gross: '1248.30', rounding: '0.00', due: '1248.30', paid: '1250.00', change: '1.70', itemCount: 3 },
}; // prettier-ignore
const place: ReceiptPlace = {
  storeName: 'Corner store', address: '1 Main street', header: 'Welcome', footer: 'Thank you', locale: 'en-GB', minorDigits: 2,
  registerId: '01', staffName: 'Anna', transactionId: 't-1', soldAt: Date.parse('2026-08-10T21:30:00Z'), timeZone: 'Asia/Jerusalem',
  businessDate: '2026-08-10', tenderNames: new Map([['cash', 'Cash'], ['card', 'Card']]), taxNames: new Map([['vat', 'VAT']]),
}; // prettier-ignore

describe('the receipt as text', () => {
  it('shows lines, total, tenders, change, taxes and who sold it when', () => {
    expect(receiptText(receiptOf(sale, place))).toMatchInlineSnapshot(`
      "              Corner store
                   1 Main street
                      Welcome
      ----------------------------------------
      Receipt S1-01-000042
      2026-08-11 00:30:00          Register 01
      Cashier Anna              Day 2026-08-10
      ----------------------------------------
      Milk                               13.80
        2 pcs x 6.90
      A very long name of a product
      that needs two lines            1,234.50
        Return from R-7
      ----------------------------------------
      TOTAL                       EUR 1,248.30
      Card ****4242                   1,000.00
      Cash                              250.00
      Change                             -1.70
      ----------------------------------------
      VAT 18% Net 1,057.88              190.42
      Items 3                       Tax 190.42
      ----------------------------------------
                     Thank you
      "
    `);
  });

  it('is never wider than the paper', () => {
    const wide = { ...place, storeName: '🛒'.repeat(50), header: 'x'.repeat(200), locale: 'he-IL', staffName: 'שם ארוך מאוד של קופאית' };
    for (const row of receiptText(receiptOf(sale, wide)).split('\n')) expect([...row].length).toBeLessThanOrEqual(40);
  });

  it('marks training at the top and the bottom', () => {
    const text = receiptText(receiptOf({ ...sale, mode: 'training' }, place));
    expect(text.match(/TRAINING - NOT A RECEIPT/g)).toHaveLength(2);
  });

  it('writes amounts as the locale does, with the minor digits of the currency', () => {
    const text = (locale: string, minorDigits: number, due: string) =>
      receiptText(receiptOf({ ...sale, totals: { ...sale.totals, due } }, { ...place, locale, minorDigits }));
    expect(text('de-DE', 2, '1248.30')).toContain('EUR 1.248,30');
    expect(text('en-GB', 0, '1248')).toContain('EUR 1,248\n');
    expect(text('en-GB', 3, '1.250')).toContain('EUR 1.250');
  });

  it('states the business day also when the clock has passed midnight', () => {
    expect(receiptOf(sale, place)).toMatchObject({ soldAt: '2026-08-11 00:30:00', businessDate: '2026-08-10' });
  });
});
