import { createCanvas, type Canvas, type SKRSContext2D } from '@napi-rs/canvas';
import { familiesFor } from '../src/canvas/fonts';
import { widthOf } from '../src/sheet/width';

const [COLUMN, LINE, MARGIN] = [12, 28, 24];

/** A text as a terminal shows it: a grid of columns, each word in its own, drawn by the order of its letters. */
export function textImage(text: string, columns: number): Canvas {
  const lines = text.trimEnd().split('\n');
  const [width, height] = [columns * COLUMN + 2 * MARGIN, lines.length * LINE + 2 * MARGIN];
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.fillStyle = '#000';
  lines.forEach((line, index) => drawTextLine(context, line, MARGIN + index * LINE + 20));
  return canvas;
}

/** Blanks of two or more are the space between cells. */
function drawTextLine(context: SKRSContext2D, line: string, y: number): void {
  let column = 0;
  for (const part of line.split(/( {2,})/)) {
    const room = widthOf(part) * COLUMN;
    context.save();
    context.font = `20px ${familiesFor(part)}`;
    context.lang = 'en';
    context.translate(MARGIN + column * COLUMN, y);
    context.scale(Math.min(1, room / Math.max(1, context.measureText(part).width)), 1);
    context.fillText(part, 0, 0);
    context.restore();
    column += widthOf(part);
  }
}
