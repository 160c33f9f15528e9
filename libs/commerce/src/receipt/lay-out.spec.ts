import { DEFAULT_FORMATS } from './default-formats';
import { layOut, type ReceiptContent } from './lay-out';
import { receiptOf, type ReceiptPlace, type ReceiptSale } from './receipt';
import type { ReceiptBlock } from './receipt-document';
import { RECEIPT_TYPES, type FormatRow } from './receipt-format';
import { giftContent, receiptTypeOf, saleContent } from './sale-content';

const sale: ReceiptSale = {
  mode: 'live', receiptNumber: 'S1-01-000042', currency: 'EUR', pricesIncludeTax: true,
  lines: [
    { name: 'Milk', quantity: '2', unitId: 'pcs', unitPrice: '6.9', amount: '13.80', isVoided: false, returnOf: null, giftCardNumber: null },
    { name: 'Voided', quantity: '1', unitId: 'pcs', unitPrice: '1', amount: '1.00', isVoided: true, returnOf: null, giftCardNumber: null },
    { name: 'Card', quantity: '1', unitId: 'pcs', unitPrice: '50', amount: '50.00', isVoided: false, returnOf: null, giftCardNumber: 'GC-4711-0815' },
  ],
  tenders: [{ tenderTypeId: 'card', kind: 'payment', amount: '63.80', cardLastDigits: '4242', authorization: 'A-77' }],
  taxes: [{ taxCodeId: 'vat', rate: '0.175', base: '54.30', amount: '9.50' }],
  totals: { net: '54.30', tax: '9.50', gross: '63.80', rounding: '0.00', due: '63.80', paid: '63.80', change: '0.00', itemCount: 3 },
}; // prettier-ignore
const place: ReceiptPlace = {
  storeName: 'Corner store', address: '', header: 'Welcome', footer: 'Thank you', locale: 'en-GB', minorDigits: 2,
  registerId: '01', staffName: null, transactionId: 't-1', soldAt: Date.parse('2026-08-10T21:30:00Z'), timeZone: 'Asia/Jerusalem',
  businessDate: '2026-08-10', tenderNames: new Map([['card', 'Card']]), taxNames: new Map([['vat', 'VAT']]),
}; // prettier-ignore
const receipt = receiptOf(sale, place);

/** What stands on the paper, cells of a row with a bar between. */
function shown({ blocks }: { readonly blocks: readonly ReceiptBlock[] }): string[] {
  return blocks.map((block) =>
    block.kind === 'row' ? block.cells.map(({ text }) => text).join('|') : 'text' in block ? `${block.kind} ${block.text}` : block.kind,
  );
}

const content: ReceiptContent = {
  language: 'en', title: 'Receipt', receipt: { a: 'one', none: '' }, line: [{ name: 'Milk' }, { name: 'Bread' }], tender: [], tax: [],
}; // prettier-ignore
const cells = (text: string, when?: string): FormatRow => ({ kind: 'cells', when, cells: [{ text, width: 'rest', align: 'start' }] });
const laidOut = (rows: FormatRow[], each: 'receipt' | 'line' = 'receipt', change: Partial<ReceiptContent> = {}) =>
  shown(layOut({ sections: [{ each, rows }], logo: null }, { ...content, ...change }));

describe('a format', () => {
  it('prints its words in the language, and values by name', () => {
    expect(laidOut([cells('{words.total}: {a}')])).toEqual(['TOTAL: one']);
    expect(laidOut([cells('{words.total}')], 'receipt', { language: 'de-AT' })).toEqual(['SUMME']);
    expect(laidOut([cells('{words.total}')], 'receipt', { language: 'sv' })).toEqual(['TOTAL']);
  });

  it('repeats rows for each line, which may name what belongs to the receipt', () => {
    expect(laidOut([cells('{a} {name}')], 'line')).toEqual(['one Milk', 'one Bread']);
  });

  it('leaves out what has no value: rows by their condition, and rows without any text', () => {
    expect(laidOut([cells('yes', 'a'), cells('no', 'none'), cells('no', '!a'), cells('yes', '!none'), cells('{none}')])).toEqual(['yes', 'yes']);
    expect(laidOut([{ kind: 'barcode', text: '{none}' }, { kind: 'rule', when: 'none' }, { kind: 'logo' }])).toEqual([]);
  }); // prettier-ignore

  it('never reads a value as a format', () => {
    expect(laidOut([cells('{a}')], 'receipt', { receipt: { a: '{words.total}' } })).toEqual(['{words.total}']);
  });

  it('keeps each value together where directions meet, and lets no value turn the rest around', () => {
    expect(laidOut([cells('{a} x')], 'receipt', { language: 'he' })).toEqual(['\u2068one\u2069 x']);
    expect(laidOut([cells('{a} x')], 'receipt', { receipt: { a: 'חלב' } })).toEqual(['\u2068חלב\u2069 x']);
    expect(laidOut([cells('{a} x')], 'receipt', { receipt: { a: 'evil\u202e\u2066\u200f' } })).toEqual(['evil x']);
    expect(laidOut([{ kind: 'barcode', text: '{a}' }], 'receipt', { language: 'he' })).toEqual(['barcode one']);
  });
});

describe('the built-in formats', () => {
  it('are there for every type', () => {
    expect(Object.keys(DEFAULT_FORMATS).sort()).toEqual([...RECEIPT_TYPES].sort());
  });

  it('show a sale with its lines, totals, tenders and taxes, as the locale writes numbers', () => {
    const document = layOut(DEFAULT_FORMATS.sale, saleContent({ ...receipt, locale: 'de-DE' }));
    expect(shown(document)).toEqual([
      'Corner store', 'Welcome', 'rule', 'Beleg S1-01-000042', '2026-08-11 00:30:00|Kasse 01', '|Tag 2026-08-10', 'rule',
      'Milk|13,80', '  2 pcs x 6,90', 'Card|50,00', '  Geschenkkarte ****0815', 'rule', 'SUMME|EUR 63,80', 'Card ****4242|63,80', 'rule',
      'VAT 17,5\u00a0% Netto 54,30|9,50', 'Artikel 3|MwSt. 9,50', 'rule', 'Thank you', 'space', 'barcode S1-01-000042',
    ]); // prettier-ignore
    expect(document).toMatchObject({ language: 'de-DE', direction: 'ltr', title: 'Beleg S1-01-000042' });
  });

  it('write amounts with the minor digits of the currency', () => {
    const due = (locale: string, minorDigits: number, amount: string) =>
      saleContent({ ...receipt, locale, minorDigits, totals: { ...receipt.totals, due: amount } }).receipt['due'];
    expect(due('de-DE', 2, '1248.30')).toBe('1.248,30');
    expect(due('en-GB', 0, '1248')).toBe('1,248');
    expect(due('en-GB', 3, '1.250')).toBe('1.250');
    const back = layOut(DEFAULT_FORMATS.sale, saleContent({ ...receipt, locale: 'ar-EG', totals: { ...receipt.totals, due: '-12.50' } }));
    expect(shown(back)).toContainEqual(expect.stringMatching(/\|\u2068EUR\u2069 \u2068-12.50\u2069$/));
  });

  it('mark a copy with its number and training at both ends', () => {
    const copy = shown(layOut(DEFAULT_FORMATS.sale, saleContent(receipt, { copy: 2 })));
    expect(copy.filter((row) => row.includes('COPY'))).toEqual(['COPY 2']);
    const training = shown(layOut(DEFAULT_FORMATS.sale, saleContent({ ...receipt, isTraining: true })));
    expect(training.filter((row) => row === 'TRAINING - NOT A RECEIPT')).toHaveLength(2);
  });

  it('show no amount on a gift receipt', () => {
    const gift = shown(layOut(DEFAULT_FORMATS['gift-receipt'], giftContent(receipt)));
    expect(gift).toContain('Milk|2 pcs');
    expect(gift.join('\n')).not.toMatch(/\d+\.\d\d|EUR|4242|0815/);
    expect(gift.at(-1)).toBe('barcode S1-01-000042');
  });

  it('show who approved a card payment on the customer copy', () => {
    expect(shown(layOut(DEFAULT_FORMATS['customer-copy'], saleContent(receipt)))).toContain('  Authorization A-77');
  });

  it('are those of a return where everything comes back', () => {
    const returned = receipt.lines.map((line) => ({ ...line, returnOf: { receiptNumber: 'R-7' } }));
    expect(receiptTypeOf(receipt)).toBe('sale');
    expect(receiptTypeOf({ ...receipt, lines: returned })).toBe('return');
    expect(receiptTypeOf({ ...receipt, lines: [...returned, ...receipt.lines] })).toBe('sale');
    expect(shown(layOut(DEFAULT_FORMATS.return, saleContent({ ...receipt, lines: returned })))).toContain('RETURN');
  });
});
