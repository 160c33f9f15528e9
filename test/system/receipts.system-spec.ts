import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ReceiptDocument } from '@app/commerce';

// The thread is a file of the build, so the build is what this loads.
const printing = createRequire(__filename)(join(process.cwd(), 'dist/libs/printing/src')) as typeof import('@app/printing');

const cell = { width: 'rest', align: 'start' } as const;
const RECEIPT: ReceiptDocument = {
  language: 'he', direction: 'rtl', title: 'Receipt',
  blocks: [{ kind: 'row', cells: [{ ...cell, text: 'חלב حليب 牛奶 🥛' }] }, { kind: 'rule' }, { kind: 'barcode', text: 'R-42' }, { kind: 'qr', text: 'R-42' }],
}; // prettier-ignore
const PDF = { format: 'pdf', columns: 40 } as const;
const ESCPOS = { format: 'escpos', columns: 48, codePage: 'cp437', kicksDrawer: false } as const;

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

describe('the thread of the build that draws receipts', () => {
  const thread = new printing.DrawingThread();
  afterAll(() => thread.close());

  it('draws PDF and printer bytes at once', async () => {
    const [pdf, escpos] = await Promise.all([thread.draw(RECEIPT, PDF), thread.draw(RECEIPT, ESCPOS)]);
    expect(text(pdf)).toMatch(/^%PDF-[\s\S]*%%EOF\s*$/);
    // The line as a picture of 48 columns, 72 bytes of dots wide and 30 rows high.
    expect(text(escpos)).toContain('\u001dv0\u0000\u0048\u0000\u001e\u0000');
  });

  it('begins anew after it has ended', async () => {
    await thread.close();
    expect(text(await thread.draw(RECEIPT, PDF))).toMatch(/^%PDF-/);
  });

  it('tells who waits when it ends, and fails no other receipt for one', async () => {
    const lost = thread.draw(RECEIPT, PDF);
    await Promise.all([expect(lost).rejects.toThrow('the drawing thread ended'), thread.close()]);
    const broken = { ...RECEIPT, blocks: [{ kind: 'row', cells: null }] } as never;
    const [bad, good] = await Promise.allSettled([thread.draw(broken, PDF), thread.draw(RECEIPT, PDF)]);
    expect([bad.status, good.status]).toEqual(['rejected', 'fulfilled']);
  });
});
