import { createCanvas, type Canvas, type SKRSContext2D } from '@napi-rs/canvas';
import { familiesFor } from '../src/canvas/fonts';
import { codeModules } from '../src/codes/codes';
import type { PrinterStep } from './read-escpos';

const [COLUMN, LINE, MARGIN] = [12, 30, 24];

/** The paper as it comes out of a printer of so many columns. */
export function paperOf(steps: readonly PrinterStep[], columns: number): Canvas {
  const width = columns * COLUMN + 2 * MARGIN;
  const long = createCanvas(width, 6_000);
  const context = long.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, 6_000);
  context.fillStyle = '#000';
  const height = print(context, steps, width) + MARGIN;
  const paper = createCanvas(width, height);
  paper.getContext('2d').drawImage(long, 0, 0);
  return paper;
}

function print(context: SKRSContext2D, steps: readonly PrinterStep[], width: number): number {
  let [x, y, tallest] = [MARGIN, MARGIN, LINE];
  for (const step of steps) {
    if (step.kind === 'text') {
      drawText(context, step, x, y);
      x += [...step.text].length * COLUMN * (step.isWide ? 2 : 1);
      if (step.isTall) tallest = LINE * 2;
    } else if (step.kind === 'end-of-line') [x, y, tallest] = [MARGIN, y + tallest, LINE];
    else if (step.kind === 'raster') {
      drawDots(context, step, (width - step.widthBytes * 8) / 2, y);
      y += step.height;
    } else if (step.kind === 'barcode' || step.kind === 'qr') y += drawCode(context, step.kind, step.text, width, y);
  }
  return y;
}

function drawText(context: SKRSContext2D, step: Extract<PrinterStep, { kind: 'text' }>, x: number, y: number): void {
  context.save();
  context.font = `${step.isBold ? 'bold ' : ''}20px ${familiesFor(step.text)}`;
  context.translate(x, y + 23 * (step.isTall ? 2 : 1));
  context.scale(step.isWide ? 2 : 1, step.isTall ? 2 : 1);
  // A printer prints one letter after another, whatever its direction.
  [...step.text].forEach((letter, index) => context.fillText(letter, index * COLUMN, 0));
  context.restore();
}

function drawDots(context: SKRSContext2D, { widthBytes, height, bits }: Extract<PrinterStep, { kind: 'raster' }>, left: number, top: number): void {
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < widthBytes * 8; x += 1)
      if ((bits[y * widthBytes + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) context.fillRect(left + x, top + y, 1, 1);
} // prettier-ignore

function drawCode(context: SKRSContext2D, kind: 'barcode' | 'qr', text: string, width: number, y: number): number {
  const { rows } = codeModules(kind, text);
  const [module, rowHeight] = kind === 'barcode' ? [2, 80] : [6, 6];
  const left = (width - (rows[0]?.length ?? 0) * module) / 2;
  rows.forEach((row, line) =>
    row.forEach((isDark, column) => isDark && context.fillRect(left + column * module, y + line * rowHeight, module, rowHeight)),
  );
  if (kind === 'barcode') drawText(context, { kind: 'text', text, isBold: false, isWide: false, isTall: false }, (width - text.length * COLUMN) / 2, y + rowHeight); // prettier-ignore
  return rows.length * rowHeight + (kind === 'barcode' ? LINE : 0);
}
