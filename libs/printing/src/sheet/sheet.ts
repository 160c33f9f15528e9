import type { ReceiptBlock, ReceiptCell, ReceiptDocument } from '@app/commerce';
import { cellWidths } from './cell-widths';
import { widthOf } from './width';
import { wrap } from './wrap';

/** A receipt broken into the lines of a paper that is so many columns wide. */
export interface Sheet {
  readonly columns: number;
  readonly direction: 'ltr' | 'rtl';
  readonly lines: readonly SheetLine[];
}

export type SheetLine = { readonly kind: 'text'; readonly pieces: readonly Piece[] } | Exclude<ReceiptBlock, { kind: 'row' }>;
export type TextLine = Extract<SheetLine, { kind: 'text' }>;

/** A text at its place; nothing else stands in its columns. */
export interface Piece {
  readonly text: string;
  /** Columns before it, counted from where the language begins: from the right in Hebrew. */
  readonly column: number;
  /** Columns it takes. */
  readonly width: number;
  readonly align: ReceiptCell['align'];
  readonly isBold: boolean;
  readonly isWide: boolean;
  readonly isTall: boolean;
}

export interface Paper {
  readonly columns: number;
  /** Whether characters may be of double width. */
  readonly isWideAllowed: boolean;
}

export function sheetOf({ direction, blocks }: ReceiptDocument, paper: Paper): Sheet {
  const lines = blocks.flatMap((block): SheetLine[] => (block.kind === 'row' ? rowLines(block.cells, paper) : [block]));
  return { columns: paper.columns, direction, lines };
}

/** Columns left of a piece on the paper. */
export function leftOf({ column, width }: Piece, { columns, direction }: Sheet): number {
  return direction === 'ltr' ? column : columns - column - width;
}

/** Cells beside each other; what is shorter stands at the top, a number at the end of a row beside the last line of its text. */
function rowLines(cells: readonly ReceiptCell[], { columns, isWideAllowed }: Paper): TextLine[] {
  const scaleOf = (cell: ReceiptCell): number => (isWideAllowed && cell.isWide ? 2 : 1);
  const widths = cellWidths(cells, columns, scaleOf);
  const columnsOf = cells.map((cell, index) => {
    const width = widths[index] ?? 0;
    const start = widths.slice(0, index).reduce((sum, before) => sum + before + 1, 0);
    const scale = scaleOf(cell);
    const rows = cell.text === '' ? [] : wrap(cell.text, Math.floor(width / scale));
    return rows.map((text) => pieceOf(text, cell, { start, width, scale }));
  });
  const height = Math.max(...columnsOf.map((rows) => rows.length));
  return Array.from({ length: height }, (_, line) => ({
    kind: 'text',
    pieces: columnsOf.flatMap((rows, index) => rows[cells[index]?.align === 'end' ? line - (height - rows.length) : line] ?? []),
  }));
}

function pieceOf(text: string, cell: ReceiptCell, { start, width, scale }: { start: number; width: number; scale: number }): Piece {
  const taken = Math.min(width, widthOf(text) * scale);
  const left = { start: 0, center: Math.floor((width - taken) / 2), end: width - taken }[cell.align];
  const { align, isBold = false, isTall = false } = cell;
  return { text, column: start + left, width: taken, align, isBold, isTall, isWide: scale === 2 };
}
