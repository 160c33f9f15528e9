import type { ReceiptCell } from '@app/commerce';
import { widthOf } from './width';

/** Columns of each cell of a row; one blank stands between two cells. */
export function cellWidths(cells: readonly ReceiptCell[], columns: number, scaleOf: (cell: ReceiptCell) => number): number[] {
  const room = columns - Math.max(0, cells.length - 1);
  const own = cells.map((cell) => ownWidth(cell, room, scaleOf(cell)));
  const taken = own.reduce<number>((sum, width) => sum + (width ?? 0), 0);
  const resting = own.filter((width) => width === undefined).length;
  const share = resting === 0 ? 0 : Math.max(1, Math.floor((room - taken) / resting));
  return own.map((width) => width ?? share);
}

/** Undefined for who takes a share of the rest. What fits itself leaves at least a quarter of the row to others. */
function ownWidth({ width, text }: ReceiptCell, room: number, scale: number): number | undefined {
  if (width === 'rest') return undefined;
  if (typeof width === 'number') return Math.min(width, room);
  const natural = Math.max(0, ...text.split('\n').map((line) => widthOf(line) * scale));
  return Math.min(natural, Math.ceil((room * 3) / 4));
}
