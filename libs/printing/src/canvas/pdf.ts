import type { ReceiptDocument } from '@app/commerce';
import { PDFDocument, type Image, type SKRSContext2D } from '@napi-rs/canvas';
import { codeKind, codeModules, type CodeModules } from '../codes/codes';
import { sheetOf, type Sheet, type SheetLine, type TextLine } from '../sheet/sheet';
import { widthOf } from '../sheet/width';
import { drawLine, isTall } from './draw-line';
import { logoScale, readLogo } from './logo';

/** A sheet of paper in points (1/72 inch). */
interface Page {
  readonly width: number;
  /** Undefined on a roll, which is cut where the receipt ends. */
  readonly height: number | undefined;
  readonly margin: number;
}

const ROLL_80_MM: Page = { width: 226.77, height: undefined, margin: 10 };
const A4: Page = { width: 595.28, height: 841.89, margin: 42 };
/** Up to here a receipt is printed on a roll, beyond on full pages. */
const ROLL_COLUMNS = 56;

const LINE_HEIGHT = 2.1;

/** Something to draw with the height it takes. */
interface Item {
  readonly height: number;
  draw(context: SKRSContext2D, y: number): void;
}

/** The receipt as a PDF: one long page of a roll, or as many A4 pages as it takes. */
export async function pdfOf(document: ReceiptDocument, columns: number): Promise<Uint8Array> {
  const sheet = sheetOf(document, { columns, isWideAllowed: true });
  const page = columns <= ROLL_COLUMNS ? ROLL_80_MM : A4;
  const items: Item[] = [];
  for (const line of sheet.lines) items.push(...(await itemOf(line, sheet, page)));
  const pdf = new PDFDocument({ title: document.title });
  for (const onPage of pagesOf(items, page)) drawPage(pdf, onPage, page);
  return pdf.close();
}

function drawPage(pdf: PDFDocument, items: readonly Item[], { width, height, margin }: Page): void {
  const used = items.reduce((sum, item) => sum + item.height, 0) + 2 * margin;
  // Its types name the browser's context; what it gives is the package's own.
  const context = pdf.beginPage(width, height ?? used) as unknown as SKRSContext2D;
  let y = margin;
  for (const item of items) {
    item.draw(context, y);
    y += item.height;
  }
  pdf.endPage();
}

function pagesOf(items: readonly Item[], { height, margin }: Page): Item[][] {
  const pages: Item[][] = [[]];
  let used = 0;
  for (const item of items) {
    if (height !== undefined && used > 0 && used + item.height > height - 2 * margin) {
      pages.push([]);
      used = 0;
    }
    pages.at(-1)?.push(item);
    used += item.height;
  }
  return pages;
}

const columnWidthOf = (sheet: Sheet, page: Page): number => (page.width - 2 * page.margin) / sheet.columns;

function textItem(line: TextLine, sheet: Sheet, page: Page): Item {
  const columnWidth = columnWidthOf(sheet, page);
  const place = { x: page.margin, columnWidth, lineHeight: columnWidth * LINE_HEIGHT, weight: 400 };
  return {
    height: place.lineHeight * (isTall(line) ? 2 : 1),
    draw: (context, y) => drawLine(context, line, sheet, { ...place, y }),
  };
}

async function itemOf(line: SheetLine, sheet: Sheet, page: Page): Promise<Item[]> {
  const lineHeight = columnWidthOf(sheet, page) * LINE_HEIGHT;
  switch (line.kind) {
    case 'text': return [textItem(line, sheet, page)];
    case 'rule': return [{ height: lineHeight, draw: (context, y) => context.fillRect(page.margin, y + lineHeight / 2, page.width - 2 * page.margin, 0.6) }];
    case 'space': return [{ height: lineHeight, draw: () => undefined }];
    case 'barcode':
    case 'qr': return codeItems(line, sheet, page, lineHeight);
    case 'logo': {
      const image = await readLogo(line.image);
      return image ? [logoItem(image, page)] : [];
    }
  } // prettier-ignore
}

/** Width of a module of a barcode and of a QR code, and the height of a barcode. */
const [BAR, DOT, BAR_HEIGHT] = [0.8, 2.2, 32];

/** A barcode has its text below, as printers print it. */
function codeItems({ kind, text }: { kind: 'barcode' | 'qr'; text: string }, sheet: Sheet, page: Page, lineHeight: number): Item[] {
  const shown = codeKind(kind, text, (page.width - 2 * page.margin) / BAR);
  const code = codeModules(shown, text);
  const height = shown === 'barcode' ? BAR_HEIGHT : code.rows.length * DOT;
  const drawing: Item = { height: height + lineHeight / 2, draw: (context, y) => drawCode(context, code, page, y) };
  return shown === 'barcode' ? [drawing, textItem(centeredLine(text, sheet), sheet, page)] : [drawing];
}

function centeredLine(text: string, { columns }: Sheet): TextLine {
  const width = widthOf(text);
  const column = Math.floor((columns - width) / 2);
  return { kind: 'text', pieces: [{ text, column, width, align: 'center', isBold: false, isWide: false, isTall: false }] };
}

function drawCode(context: SKRSContext2D, { kind, rows }: CodeModules, page: Page, y: number): void {
  const [width, height] = kind === 'barcode' ? [BAR, BAR_HEIGHT] : [DOT, DOT];
  const left = (page.width - (rows[0]?.length ?? 0) * width) / 2;
  rows.forEach((row, line) =>
    row.forEach((isDark, column) => {
      if (isDark) context.fillRect(left + column * width, y + line * height, width, height);
    }),
  );
}

function logoItem(image: Image, page: Page): Item {
  const scale = logoScale(image, { width: page.width - 2 * page.margin, height: 60 });
  const [width, height] = [image.width * scale, image.height * scale];
  return { height: height + 6, draw: (context, y) => context.drawImage(image, (page.width - width) / 2, y, width, height) };
}
