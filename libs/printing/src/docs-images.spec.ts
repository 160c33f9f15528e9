import { expectImage } from '../test/golden-image';
import { paperOf } from '../test/paper';
import { pdfImage } from '../test/read-pdf';
import { readEscPos } from '../test/read-escpos';
import { documentOf, HEBREW_PLACE, WORLD } from '../test/receipts';
import { textImage } from '../test/text-image';
import { pdfOf } from './canvas/pdf';
import { escPosOf } from './escpos/escpos';
import { textOf } from './text/text';

const PRINTER = { columns: 48, codePage: 'windows1252', kicksDrawer: false } as const;

describe('the pictures of the documentation show what is printed today', () => {
  it('by a receipt printer', async () => {
    await expectImage('receipt-escpos.png', paperOf(readEscPos(await escPosOf(documentOf(WORLD), PRINTER)), 48));
  });

  it('by a receipt printer, from right to left', async () => {
    await expectImage('receipt-escpos-hebrew.png', paperOf(readEscPos(await escPosOf(documentOf(WORLD, HEBREW_PLACE), PRINTER)), 48));
  });

  it('as PDF', async () => {
    await expectImage('receipt-pdf.png', await pdfImage(await pdfOf(documentOf(WORLD), 40), 2.5));
  });

  it('as text', async () => {
    await expectImage('receipt-text.png', textImage(textOf(documentOf(WORLD), { columns: 40, order: 'logical' }), 40));
  });
});
