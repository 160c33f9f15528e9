import { readPdf } from '../../test/read-pdf';
import { documentOf, HEBREW_PLACE, SALE, WORLD } from '../../test/receipts';
import { pdfOf } from './pdf';

describe('a receipt as PDF', () => {
  it('is one page as wide as a roll and as long as it needs, with text that can be searched', async () => {
    const [page, ...more] = await readPdf(await pdfOf(documentOf(WORLD), 40));
    expect(more).toEqual([]);
    expect(Math.round(page?.width ?? 0)).toBe(227);
    expect(page?.height).toBeGreaterThan(400);
    for (const text of ['Corner store', 'ILS 103.80', 'cereal with honey', '全脂牛奶', 'Ελληνικό', 'Борщ', 'חלב תנובה', 'S1-01-000042'])
      expect(page?.text).toContain(text);
  });

  it('begins on the right in Hebrew', async () => {
    const [page] = await readPdf(await pdfOf(documentOf(SALE, HEBREW_PLACE), 40));
    for (const text of ['המכולת בפינה', '1,248.30 EUR', 'עודף', '-1.70']) expect(page?.text).toContain(text);
  });

  it('goes on on further pages of A4', async () => {
    const many = { ...SALE, lines: Array.from({ length: 120 }, (_, index) => ({ ...SALE.lines[0]!, name: `Article ${index}` })) };
    const pages = await readPdf(await pdfOf(documentOf(many), 80));
    expect(pages.map(({ width, height }) => [Math.round(width), Math.round(height)])).toEqual(Array(pages.length).fill([595, 842]));
    expect(pages.length).toBeGreaterThan(2);
    const text = pages.map((page) => page.text).join('');
    for (let index = 0; index < 120; index += 1) expect(text).toContain(`Article ${index}`);
  });
});
