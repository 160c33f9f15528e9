import type { SKRSContext2D } from '@napi-rs/canvas';
import { leftOf, type Piece, type Sheet, type TextLine } from '../sheet/sheet';
import { familiesFor } from './fonts';

/** Where a line is drawn: its top left corner and the size of a column, in the units of the canvas. */
export interface LinePlace {
  readonly x: number;
  readonly y: number;
  readonly columnWidth: number;
  /** Of a line of plain height. */
  readonly lineHeight: number;
  /** Of plain letters: 400 is regular, and what is printed in dots needs stronger lines. */
  readonly weight: number;
}

/** Width of a letter of the fixed-width font, in parts of its size. */
const LETTER_WIDTH = 0.6;
const BOLD = 700;
/** The base line within the height of a line. */
const BASE_LINE = 0.76;

export const isTall = ({ pieces }: TextLine): boolean => pieces.some((piece) => piece.isTall);

/** Draws the pieces of a line, each in its own columns: letters of the fixed-width font exactly, others as wide as they are at most. */
export function drawLine(context: SKRSContext2D, line: TextLine, sheet: Sheet, place: LinePlace): void {
  const height = isTall(line) ? 2 : 1;
  for (const piece of line.pieces) drawPiece(context, piece, sheet, { ...place, y: place.y + (height - (piece.isTall ? 2 : 1)) * place.lineHeight }); // prettier-ignore
}

function drawPiece(context: SKRSContext2D, piece: Piece, sheet: Sheet, { x, y, columnWidth, lineHeight, weight }: LinePlace): void {
  const [across, down] = [piece.isWide ? 2 : 1, piece.isTall ? 2 : 1];
  const { text } = piece;
  context.save();
  context.font = `${piece.isBold ? BOLD : weight} ${columnWidth / LETTER_WIDTH}px ${familiesFor(text)}`;
  context.lang = 'en';
  context.direction = sheet.direction;
  context.textAlign = 'left';
  const room = piece.width * columnWidth;
  const { width } = context.measureText(text);
  const squeezed = Math.min(1, room / (width * across));
  const used = width * across * squeezed;
  context.translate(x + leftOf(piece, sheet) * columnWidth + freeBefore(piece, sheet, room - used), y + BASE_LINE * lineHeight * down);
  context.scale(across * squeezed, down);
  context.fillText(text, 0, 0);
  context.restore();
}

/** Letters narrower than their columns stay where the cell is aligned to. */
function freeBefore({ align }: Piece, { direction }: Sheet, free: number): number {
  if (align === 'center') return free / 2;
  return (align === 'start') === (direction === 'ltr') ? 0 : free;
}
