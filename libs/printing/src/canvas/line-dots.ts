import { createCanvas } from '@napi-rs/canvas';
import type { Sheet, TextLine } from '../sheet/sheet';
import { dotsOf, type Dots } from './dots';
import { drawLine, isTall } from './draw-line';

/** Height of a line of letters on the printer, with the space to the next. */
const LINE_DOTS = 30;

/** A line as the printer would print it if it had the letters. */
export function lineDots(line: TextLine, sheet: Sheet, columnDots: number): Dots {
  const [width, height] = [sheet.columns * columnDots, LINE_DOTS * (isTall(line) ? 2 : 1)];
  const context = createCanvas(width, height).getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.fillStyle = '#000';
  drawLine(context, line, sheet, { x: 0, y: 0, columnWidth: columnDots, lineHeight: LINE_DOTS, weight: 500 });
  return dotsOf(context, width, height);
}
