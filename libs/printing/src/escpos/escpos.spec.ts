import { DEFAULT_FORMATS, layOut, receiptOf, saleContent, type ReceiptDocument } from '@app/commerce';
import { createCanvas } from '@napi-rs/canvas';
import { readEscPos, type PrinterStep } from '../../test/read-escpos';
import { documentOf, HEBREW_PLACE, PLACE, SALE, WORLD } from '../../test/receipts';
import { textOf } from '../text/text';
import { escPosOf, type EscPosPaper } from './escpos';

const PAPER: EscPosPaper = { columns: 48, codePage: 'windows1252', kicksDrawer: false };
const printed = async (document: ReceiptDocument, paper: Partial<EscPosPaper> = {}) =>
  readEscPos(await escPosOf(document, { ...PAPER, ...paper }));

/** Lines as letters; pictures as `[picture]`. */
function linesOf(steps: readonly PrinterStep[]): string[] {
  const lines = [''];
  for (const step of steps) {
    if (step.kind === 'text') lines[lines.length - 1] += step.text;
    else if (step.kind === 'end-of-line') lines.push('');
    else if (step.kind === 'raster') lines.splice(-1, 1, '[picture]', '');
  }
  return lines;
}
const styleOf = (steps: readonly PrinterStep[], text: string) => steps.find((step) => step.kind === 'text' && step.text === text);
const pictures = (steps: readonly PrinterStep[]) => steps.filter((step) => step.kind === 'raster');

describe('a receipt as bytes for the printer', () => {
  it('says in letters what the text says, with its sizes, its barcode and a cut', async () => {
    const steps = await printed(documentOf(SALE), { columns: 40 });
    const text = textOf(documentOf(SALE), { columns: 40, order: 'visual' }).split('\n');
    const bars = text.findIndex((line) => line.trim() === SALE.receiptNumber);
    // The name of the store is of double width here, and the barcode is bars.
    expect(linesOf(steps).slice(1, bars)).toEqual(text.slice(1, bars));
    expect(styleOf(steps, 'Corner store')).toMatchObject({ isBold: true, isWide: true, isTall: true });
    expect(styleOf(steps, 'EUR 1,248.30')).toMatchObject({ isBold: true, isWide: false, isTall: true });
    expect(steps.slice(-3).map(({ kind }) => kind)).toEqual(['barcode', 'end-of-line', 'cut']);
    expect(steps.find(({ kind }) => kind === 'barcode')).toMatchObject({ text: SALE.receiptNumber });
    expect(pictures(steps)).toEqual([]);
  });

  it('prints as a picture only the lines whose letters the printer lacks', async () => {
    const lines = linesOf(await printed(documentOf(WORLD)));
    expect(lines.filter((line) => line === '[picture]')).toHaveLength(6);
    expect(lines.slice(lines.indexOf('[picture]') - 1)).toEqual(
      expect.arrayContaining(['  2 pcs x 6.20', '  Return from S1-01-000007', 'Change                                     -6.20']),
    );
  });

  it('prints Hebrew as letters in the order they are seen where the printer has them', async () => {
    const document = documentOf(SALE, HEBREW_PLACE);
    const steps = await printed(document, { codePage: 'cp862', columns: 40 });
    expect(pictures(steps)).toEqual([]);
    expect(linesOf(steps)).toContain(`1,248.30 EUR${' '.repeat(24)}כ"הס`);
    expect(pictures(await printed(document, { codePage: 'cp437' })).length).toBeGreaterThan(5);
  });

  it('draws pictures as wide as the paper, with dots on them', async () => {
    for (const step of pictures(await printed(documentOf(WORLD)))) {
      expect([step.widthBytes, step.height % 30, step.bits.length]).toEqual([72, 0, 72 * step.height]);
      expect(step.bits.some((byte) => byte !== 0)).toBe(true);
    }
  });

  it('opens the drawer when it is asked to', async () => {
    const kinds = async (kicksDrawer: boolean) => (await printed(documentOf(), { kicksDrawer })).map(({ kind }) => kind);
    expect(await kinds(true)).toContain('drawer');
    expect(await kinds(false)).not.toContain('drawer');
  });

  it('gives the printer no command that stands in the data', async () => {
    const evil = { ...SALE, lines: SALE.lines.map((line) => ({ ...line, name: 'x\u001bp0\u0019\u00fa\u001dV\u0000\u0010\u0014' })) };
    const steps = await printed(documentOf(evil, { ...PLACE, storeName: '\u001b@\u001dV1' }));
    expect(steps.filter(({ kind }) => kind === 'drawer' || kind === 'cut')).toHaveLength(1);
  });

  it('prints a number that is no barcode as a QR code', async () => {
    for (const receiptNumber of ['0198c0de-0000-7000-8000-000000000042', 'קבלה-1']) {
      const steps = await printed(documentOf({ ...SALE, receiptNumber }));
      expect(steps.find(({ kind }) => kind === 'qr')).toMatchObject({ text: receiptNumber });
    }
    const braces = await printed(documentOf({ ...SALE, receiptNumber: '{A}{{1' }));
    expect(braces.find(({ kind }) => kind === 'barcode')).toMatchObject({ text: '{A}{{1' });
  });
});

describe('a logo', () => {
  const withLogo = (logo: string | null) => layOut({ ...DEFAULT_FORMATS.sale, logo }, saleContent(receiptOf(SALE, PLACE)));

  it('is printed in the middle, no wider than the paper', async () => {
    const canvas = createCanvas(1_000, 200);
    canvas.getContext('2d').fillRect(0, 0, 1_000, 200);
    const [logo] = pictures(await printed(withLogo(canvas.toBuffer('image/png').toString('base64'))));
    expect(logo).toMatchObject({ widthBytes: 72, height: 115 });
    expect(logo?.bits.every((byte) => byte === 0xff)).toBe(true);
  });

  it('that cannot be read stops no receipt', async () => {
    for (const broken of ['', 'bm9uc2Vuc2U=', 'iVBORw0KGgo='])
      expect(linesOf(await printed(withLogo(broken)))).toEqual(linesOf(await printed(withLogo(null))));
  });
});
