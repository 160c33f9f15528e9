import {
  DEFAULT_FORMATS, giftContent, layOut, receiptOf, reportContent, saleContent, slipContent,
  type PrintedReport, type Printing, type ReceiptDocument, type ReceiptPlace, type ReceiptSale,
} from '@app/commerce'; // prettier-ignore

const line = (name: string, amount: string, change: Partial<ReceiptSale['lines'][number]> = {}) => ({
  name, quantity: '1', unitId: 'pcs', unitPrice: amount, amount, isVoided: false, returnOf: null, giftCardNumber: null, ...change,
}); // prettier-ignore

/** Two tenders, change, a voided line and a line that came back. */
export const SALE: ReceiptSale = {
  mode: 'live', receiptNumber: 'S1-01-000042', currency: 'EUR', pricesIncludeTax: true,
  lines: [
    line('Milk', '13.80', { quantity: '2', unitPrice: '6.9' }),
    line('Voided', '1.00', { isVoided: true }),
    line('A very long name of a product that needs two lines', '1234.50', { returnOf: { receiptNumber: 'R-7' } }),
  ],
  tenders: [
    { tenderTypeId: 'card', kind: 'payment', amount: '1000.00', cardLastDigits: '4242', authorization: 'A-77' },
    { tenderTypeId: 'cash', kind: 'payment', amount: '250.00', cardLastDigits: null, authorization: null },
    { tenderTypeId: 'cash', kind: 'change', amount: '-1.70', cardLastDigits: null, authorization: null },
  ],
  taxes: [{ taxCodeId: 'vat', rate: '0.18', base: '1057.88', amount: '190.42' }],
  totals: { net: '1057.88', tax: '190.42', gross: '1248.30', rounding: '0.00', due: '1248.30', paid: '1250.00', change: '1.70', itemCount: 3 },
}; // prettier-ignore

export const PLACE: ReceiptPlace = {
  storeName: 'Corner store', address: '1 Main street', header: 'Welcome', footer: 'Thank you', locale: 'en-GB', minorDigits: 2,
  registerId: '01', staffName: 'Anna', transactionId: '0198c0de-0000-7000-8000-000000000042', soldAt: Date.parse('2026-08-10T21:30:00Z'),
  timeZone: 'Asia/Jerusalem', businessDate: '2026-08-10',
  tenderNames: new Map([['cash', 'Cash'], ['card', 'Card']]), taxNames: new Map([['vat', 'VAT']]),
}; // prettier-ignore

/** 200 characters: as long as a name may be. */
const LONG_NAME = 'Organic whole grain breakfast cereal with honey, roasted almonds and dried cranberries, gluten free, family size 1.5 kg resealable bag, harvest of last autumn, keep cool and dry, no sugar added, vegan'; // prettier-ignore

/** Every script the built-in fonts have, emoji, and the longest name a product may have. */
export const WORLD: ReceiptSale = {
  ...SALE,
  currency: 'ILS',
  lines: [
    line('חלב תנובה 3% (1 ליטר)', '6.93'),
    line('حليب كامل الدسم ٣٫٥٪', '12.40', { quantity: '2', unitPrice: '6.2' }),
    line('全脂牛奶 (特价)', '8.10'),
    line('Crème brûlée – Ελληνικό – Борщ', '4.00'),
    line('Party set 🎉 🍕 👩‍👩‍👧 ☕️', '49.90'),
    line(LONG_NAME, '27.50'),
    line('מוצר English ומספר 123', '-5.00', { returnOf: { receiptNumber: 'S1-01-000007' } }),
  ],
  tenders: [{ tenderTypeId: 'cash', kind: 'payment', amount: '110.00', cardLastDigits: null, authorization: null },
    { tenderTypeId: 'cash', kind: 'change', amount: '-6.20', cardLastDigits: null, authorization: null }],
  taxes: [{ taxCodeId: 'vat', rate: '0.18', base: '87.99', amount: '15.84' }],
  totals: { net: '87.99', tax: '15.84', gross: '103.83', rounding: '-0.03', due: '103.80', paid: '110.00', change: '6.20', itemCount: 8 },
}; // prettier-ignore

export const HEBREW_PLACE: ReceiptPlace = {
  ...PLACE, storeName: 'המכולת בפינה', address: 'רחוב הרצל 1, תל אביב', header: 'ברוכים הבאים!', footer: 'תודה ולהתראות', locale: 'he-IL',
  staffName: 'ענת', tenderNames: new Map([['cash', 'מזומן'], ['card', 'כרטיס אשראי']]), taxNames: new Map([['vat', 'מע"מ']]),
}; // prettier-ignore

export function documentOf(sale: ReceiptSale = SALE, place: ReceiptPlace = PLACE, printing: Printing = {}): ReceiptDocument {
  return layOut(DEFAULT_FORMATS.sale, saleContent(receiptOf(sale, place), printing));
}

const MOVED = { opening: '100.00', taken: '263.80', change: '-6.10', refunded: '0.00', paidIn: '5.00', paidOut: '0.00', dropped: '-50.00' };
const REPORT: PrintedReport = {
  zNumber: 17, registerId: '01', businessDate: '2026-08-10', openedAt: Date.parse('2026-08-10T05:00:00Z'), closedAt: Date.parse('2026-08-10T21:30:00Z'),
  firstReceiptNumber: 'S1-01-000040', lastReceiptNumber: 'S1-01-000097',
  saleCount: 57, returnCount: 1, voidCount: 2, lineCount: 314, gross: '4321.90', net: '3662.63', tax: '659.27', returned: '-5.00', rounding: '0.04',
  taxes: [{ taxCodeId: 'vat', base: '3662.63', amount: '659.27' }],
  reductions: [],
  tenders: [
    { tenderTypeId: 'cash', ...MOVED, expected: '312.70', counted: '312.50', difference: '-0.20' },
    { tenderTypeId: 'card', ...MOVED, opening: '0.00', taken: '4058.10', change: '0.00', paidIn: '0.00', dropped: '0.00', expected: '4058.10', counted: null, difference: null },
  ],
}; // prettier-ignore

export const reportDocument = (): ReceiptDocument => layOut(DEFAULT_FORMATS['z-report'], reportContent(REPORT, PLACE));

export const slipDocument = (language: string): ReceiptDocument =>
  layOut(
    DEFAULT_FORMATS.suspended,
    slipContent(
      {
        slipNumber: 'P-4711', isTraining: false, registerId: '01', staffName: 'Anna', suspendedAt: PLACE.soldAt,
        lineCount: 3, currency: 'EUR', gross: '63.80',
      },
      PLACE,
      language,
    ),
  ); // prettier-ignore

export const giftDocument = (): ReceiptDocument => layOut(DEFAULT_FORMATS['gift-receipt'], giftContent(receiptOf(SALE, PLACE)));
