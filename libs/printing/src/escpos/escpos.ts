import type { ReceiptDocument } from '@app/commerce';
import { codeKind } from '../codes/codes';
import { logoDots } from '../canvas/logo';
import { lineDots } from '../canvas/line-dots';
import { leftOf, sheetOf, type Piece, type Sheet, type SheetLine, type TextLine } from '../sheet/sheet';
import { visualOrder } from '../text/visual-order';
import { CODE_PAGES, encoded, type CodePage } from './code-pages';
import { barcode, BARCODE_MODULE_DOTS, begin, bold, bytesOf, center, FEED, FEED_AND_CUT, KICK_DRAWER, qr, raster, size } from './commands';

export interface EscPosPaper {
  /** Of the printer's font A, 12 dots each: 48 on most 80 mm printers, 42 on some, 32 on 58 mm. */
  readonly columns: number;
  readonly codePage: CodePage;
  readonly kicksDrawer: boolean;
}

/** Dots of a column of font A. */
const COLUMN_DOTS = 12;

/** The receipt as bytes for the printer: lines as letters where its code page has them all, otherwise as a picture of the line. */
export async function escPosOf(document: ReceiptDocument, { columns, codePage, kicksDrawer }: EscPosPaper): Promise<Uint8Array> {
  const sheet = sheetOf(document, { columns, isWideAllowed: true });
  const parts: Uint8Array[] = [bytesOf(begin(CODE_PAGES[codePage]), kicksDrawer ? KICK_DRAWER : [])];
  for (const line of sheet.lines) parts.push(await lineBytes(line, sheet, codePage));
  return bytesOf(...parts, FEED_AND_CUT);
}

async function lineBytes(line: SheetLine, sheet: Sheet, codePage: CodePage): Promise<Uint8Array> {
  switch (line.kind) {
    case 'text': return textBytes(line, sheet, codePage) ?? picture(line, sheet);
    case 'rule': return bytesOf(Buffer.from('-'.repeat(sheet.columns)), FEED);
    case 'space': return bytesOf(FEED);
    case 'barcode':
    case 'qr': return codeBytes(line.kind, line.text, sheet);
    case 'logo': {
      const dots = await logoDots(line.image, sheet.columns * COLUMN_DOTS);
      return dots ? bytesOf(center(true), raster(dots.widthBytes, dots.height, dots.bits), center(false)) : bytesOf([]);
    }
  } // prettier-ignore
}

/** Undefined when the code page lacks a letter of the line. */
function textBytes({ pieces }: TextLine, sheet: Sheet, codePage: CodePage): Uint8Array | undefined {
  const parts: (number[] | Uint8Array)[] = [];
  let column = 0;
  for (const piece of leftToRight(pieces, sheet)) {
    const letters = encoded(visualOrder(piece.text, sheet.direction), codePage);
    if (!letters) return undefined;
    parts.push(Buffer.alloc(Math.max(0, leftOf(piece, sheet) - column), ' '), styled(piece, letters));
    column = leftOf(piece, sheet) + piece.width;
  }
  return bytesOf(...parts, FEED);
}

function leftToRight(pieces: readonly Piece[], sheet: Sheet): Piece[] {
  return [...pieces].sort((one, other) => leftOf(one, sheet) - leftOf(other, sheet));
}

function styled({ isBold, isWide, isTall }: Piece, letters: Uint8Array): Uint8Array {
  const hasSize = isWide || isTall;
  return bytesOf(
    isBold ? bold(true) : [], hasSize ? size(isWide, isTall) : [],
    letters,
    hasSize ? size(false, false) : [], isBold ? bold(false) : [],
  ); // prettier-ignore
}

function picture(line: TextLine, sheet: Sheet): Uint8Array {
  const { widthBytes, height, bits } = lineDots(line, sheet, COLUMN_DOTS);
  return raster(widthBytes, height, bits);
}

function codeBytes(kind: 'barcode' | 'qr', text: string, { columns }: Sheet): Uint8Array {
  const isBarcode = codeKind(kind, text, (columns * COLUMN_DOTS) / BARCODE_MODULE_DOTS) === 'barcode';
  return bytesOf(center(true), isBarcode ? barcode(text) : qr(text), FEED, center(false));
}
