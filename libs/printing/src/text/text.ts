import { hasRightToLeft, type ReceiptDocument } from '@app/commerce';
import { leftOf, sheetOf, type Sheet, type SheetLine, type TextLine } from '../sheet/sheet';
import { widthOf } from '../sheet/width';
import { visualOrder, withoutDirections } from './visual-order';

export interface TextPaper {
  readonly columns: number;
  /** `logical`: as it is read, for what reorders itself, such as a screen. `visual`: as it is seen, for a plain line printer. */
  readonly order: 'logical' | 'visual';
}

/** Makes a whole line run from right to left wherever it is shown. */
const RIGHT_TO_LEFT_MARK = '\u200F';

/** The receipt as lines of fixed width. Sizes, logo and codes are left out; a barcode is its text. */
export function textOf(document: ReceiptDocument, { columns, order }: TextPaper): string {
  const sheet = sheetOf(document, { columns, isWideAllowed: false });
  const write = order === 'visual' ? visualLine : logicalLine;
  const lines = sheet.lines.flatMap((line) => lineText(line, sheet, write));
  return lines.map((line) => `${line}\n`).join('');
}

type WriteLine = (line: TextLine, sheet: Sheet) => string;

function lineText(line: SheetLine, sheet: Sheet, write: WriteLine): string[] {
  switch (line.kind) {
    case 'text': return [write(line, sheet)];
    case 'rule': return ['-'.repeat(sheet.columns)];
    case 'space': return [''];
    case 'barcode':
    case 'qr': return [' '.repeat(Math.max(0, Math.floor((sheet.columns - widthOf(line.text)) / 2))) + line.text];
    case 'logo': return [];
  } // prettier-ignore
}

/** Pieces from where the language begins, with blanks between. */
function logicalLine({ pieces }: TextLine, { direction }: Sheet): string {
  const line = filledFrom(pieces.map(({ text, column, width }) => ({ text, column, width })));
  if (direction === 'rtl') return RIGHT_TO_LEFT_MARK + line;
  return hasRightToLeft(line) ? line : withoutDirections(line);
}

function visualLine({ pieces }: TextLine, sheet: Sheet): string {
  return filledFrom(
    pieces.map((piece) => ({ text: visualOrder(piece.text, sheet.direction), column: leftOf(piece, sheet), width: piece.width })),
  );
}

function filledFrom(pieces: readonly { readonly text: string; readonly column: number; readonly width: number }[]): string {
  let [line, column] = ['', 0];
  for (const piece of [...pieces].sort((one, other) => one.column - other.column)) {
    line += ' '.repeat(Math.max(0, piece.column - column)) + piece.text;
    column = piece.column + piece.width;
  }
  return line.trimEnd();
}
