import { documentOf, giftDocument, HEBREW_PLACE, PLACE, reportDocument, SALE, slipDocument, WORLD } from '../../test/receipts';
import { expectGolden } from '../../test/golden';
import { widthOf } from '../sheet/width';
import { textOf } from './text';
import { visualOrder, withoutDirections } from './visual-order';

const logical = { columns: 40, order: 'logical' } as const;
const visual = { columns: 40, order: 'visual' } as const;

describe('a receipt as text', () => {
  it('shows a sale on 40 and on 80 columns', () => {
    expectGolden('sale-40.txt', textOf(documentOf(SALE), logical));
    expectGolden('sale-80.txt', textOf(documentOf(SALE), { columns: 80, order: 'logical' }));
  });

  it('shows every script on a paper that begins on the left, as it is read and as it is seen', () => {
    expectGolden('world-40.txt', textOf(documentOf(WORLD), logical));
    expectGolden('world-40-visual.txt', textOf(documentOf(WORLD), visual));
  });

  it('shows every script on a paper that begins on the right', () => {
    expectGolden('hebrew-40.txt', textOf(documentOf(WORLD, HEBREW_PLACE), logical));
    expectGolden('hebrew-40-visual.txt', textOf(documentOf(WORLD, HEBREW_PLACE), visual));
  });

  it('speaks the language that is asked for', () => {
    expectGolden('german-48.txt', textOf(documentOf(SALE, PLACE, { language: 'de', copy: 1 }), { columns: 48, order: 'logical' }));
    expectGolden('chinese-40.txt', textOf(documentOf(SALE, PLACE, { language: 'zh-CN' }), logical));
    expectGolden('arabic-40-visual.txt', textOf(documentOf(SALE, PLACE, { language: 'ar' }), visual));
  });

  it('shows gift receipts, Z reports and slips', () => {
    expectGolden('gift-40.txt', textOf(giftDocument(), logical));
    expectGolden('z-report-40.txt', textOf(reportDocument(), logical));
    expectGolden('slip-32.txt', textOf(slipDocument('en'), { columns: 32, order: 'logical' }));
    expectGolden('slip-german-32.txt', textOf(slipDocument('de'), { columns: 32, order: 'logical' }));
  });

  it.each([24, 32, 40, 48, 80])('is never wider than %i columns', (columns) => {
    const hostile = { ...PLACE, storeName: '🛒'.repeat(50), header: 'x'.repeat(200), staffName: '中'.repeat(99), address: 'a\r\n\tb\u2028c' };
    for (const place of [hostile, HEBREW_PLACE])
      for (const order of ['logical', 'visual'] as const)
        for (const line of textOf(documentOf(WORLD, place), { columns, order }).split('\n')) expect(widthOf(withoutDirections(line))).toBeLessThanOrEqual(columns);
  }); // prettier-ignore

  it('has no control characters of its data', () => {
    const text = textOf(documentOf(SALE, { ...PLACE, header: 'a\u001b@b\u0007\u009bc' }), logical);
    expect(text).toContain('a @b  c');
  });
});

describe('the order in which a line is seen', () => {
  it.each([
    ['abc', 'ltr', 'abc'],
    ['שלום', 'ltr', 'םולש'],
    ['שלום 123 עולם', 'rtl', 'םלוע 123 םולש'],
    ['(א)', 'rtl', '(א)'],
    ['a (ב)', 'ltr', 'a (ב)'],
    ['מחיר: \u2068-5.00\u2069', 'rtl', '-5.00 :ריחמ'],
    ['מע"מ 18%', 'rtl', '18% מ"עמ'],
    ['שָׁלוֹם', 'rtl', 'םוֹלשָׁ'],
    ['א 👩‍👩‍👧 ב', 'rtl', 'ב 👩‍👩‍👧 א'],
  ] as const)('of %s (%s)', (line, direction, seen) => expect(visualOrder(line, direction)).toBe(seen));
});
