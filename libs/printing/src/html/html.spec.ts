import { documentOf, HEBREW_PLACE, PLACE, SALE, WORLD } from '../../test/receipts';
import { htmlOf } from './html';

const page = { columns: 40, hasDrawings: true };

describe('a receipt as HTML', () => {
  it('is one page in its language and direction that loads nothing', () => {
    const html = htmlOf(documentOf(WORLD, HEBREW_PLACE), page);
    expect(html).toMatch(/^<!doctype html>\n<html lang="he-IL" dir="rtl">/);
    expect(html).toContain('<title>קבלה S1-01-000042</title>');
    expect(html).not.toMatch(/src=|href=|@import|url\(|<script/);
    for (const text of ['חלב תנובה 3% (1 ליטר)', 'حليب كامل الدسم', '全脂牛奶', '👩‍👩‍👧', 'Ελληνικό']) expect(html).toContain(text);
  });

  it('has the number below its barcode, and for mail instead of it', () => {
    expect(htmlOf(documentOf(), page)).toMatch(/<svg [^>]*aria-label="S1-01-000042"[\s\S]*<div[^>]*>S1-01-000042<\/div>/);
    const mail = htmlOf(documentOf(), { ...page, hasDrawings: false });
    expect(mail).not.toContain('<svg');
    expect(mail).toContain('>S1-01-000042</div>');
  });

  it('takes no markup from its data', () => {
    const evil = `"><script>alert('1')</script>&\u0000`;
    const html = htmlOf(documentOf({ ...SALE, receiptNumber: evil }, { ...PLACE, storeName: evil, locale: 'en' }), page);
    expect(html).not.toContain('<script');
    expect(html).toContain('&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp; ');
  });
});
