import type { ReceiptBlock, ReceiptCell, ReceiptDocument } from '@app/commerce';
import { codeKind, codeModules } from '../codes/codes';

export interface HtmlPaper {
  /** Width of the page in characters. */
  readonly columns: number;
  /** Without them a code is its text: programs for mail show no drawings. */
  readonly hasDrawings: boolean;
}

/** One page that needs nothing else: styles are in its elements, tables as programs for mail want them. */
export function htmlOf(document: ReceiptDocument, paper: HtmlPaper): string {
  const { language, direction, title, blocks } = document;
  return [
    `<!doctype html>`,
    `<html lang="${escaped(language)}" dir="${direction}">`,
    `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(title)}</title></head>`,
    `<body style="margin:0;padding:1em;background:#fff;color:#000">`,
    `<div style="max-width:${paper.columns}ch;margin:0 auto;font:14px/1.4 'Noto Sans Mono',ui-monospace,Menlo,Consolas,monospace">`,
    ...blocks.map((block) => blockHtml(block, direction, paper)),
    `</div>`,
    `</body>`,
    `</html>`,
    ``,
  ].join('\n');
}

type Direction = ReceiptDocument['direction'];

function blockHtml(block: ReceiptBlock, direction: Direction, paper: HtmlPaper): string {
  switch (block.kind) {
    case 'row': return rowHtml(block.cells, direction);
    case 'rule': return `<hr style="border:0;border-top:1px dashed #000">`;
    case 'space': return `<br>`;
    case 'barcode':
    case 'qr': return codeHtml(block.kind, block.text, paper);
    case 'logo': return logoHtml(block.image);
  } // prettier-ignore
}

function rowHtml(cells: readonly ReceiptCell[], direction: Direction): string {
  const table = `<table role="presentation" cellspacing="0" cellpadding="0" style="width:100%;border:0;font:inherit">`;
  return `${table}<tr>${cells.map((cell) => cellHtml(cell, direction)).join('')}</tr></table>`;
}

function cellHtml({ text, width, align, isBold, isWide, isTall }: ReceiptCell, direction: Direction): string {
  const size = isWide ? 1.4 : isTall ? 1.25 : 1;
  const styles = [
    `text-align:${sideOf(align, direction)}`, 'vertical-align:bottom', 'white-space:pre-wrap', 'overflow-wrap:anywhere', 'padding:0',
    ...(width === 'rest' ? [] : [`width:${width === 'fit' ? '1%' : `${width}ch`}`]),
    ...(width === 'fit' ? ['white-space:pre', 'padding-inline-start:1ch'] : []),
    ...(isBold ? ['font-weight:bold'] : []),
    ...(size === 1 ? [] : [`font-size:${size}em`]),
  ]; // prettier-ignore
  return `<td style="${styles.join(';')}">${escaped(text)}</td>`;
}

function sideOf(align: ReceiptCell['align'], direction: Direction): 'left' | 'center' | 'right' {
  if (align === 'center') return 'center';
  return (align === 'start') === (direction === 'ltr') ? 'left' : 'right';
}

function codeHtml(kind: 'barcode' | 'qr', text: string, { columns, hasDrawings }: HtmlPaper): string {
  const caption = `<div style="text-align:center">${escaped(text)}</div>`;
  if (!hasDrawings) return caption;
  const shown = codeKind(kind, text, columns * MODULES_OF_A_COLUMN);
  const { rows } = codeModules(shown, text);
  const [width, height] = [rows[0]?.length ?? 0, shown === 'barcode' ? 40 : rows.length];
  const rowHeight = height / rows.length;
  const path = rows.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y * rowHeight}h1v${rowHeight}h-1z` : ''))).join('');
  const size = shown === 'barcode' ? `width="${width * 1.5}" height="48"` : `width="${width * 4}" height="${height * 4}"`;
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${escaped(text)}" viewBox="0 0 ${width} ${height}" ${size} preserveAspectRatio="none" shape-rendering="crispEdges"><path d="${path}"/></svg>`;
  return `<div style="text-align:center;margin:1em 0 0">${drawing}</div>${shown === 'barcode' ? caption : ''}`;
}

/** Modules of a barcode that a column of the page has room for. */
const MODULES_OF_A_COLUMN = 5;

/** What the first bytes of a picture say it is; anything else is left out. */
function logoHtml(base64: string): string {
  const type = base64.startsWith('iVBORw0KGgo') ? 'png' : base64.startsWith('Qk') ? 'bmp' : undefined;
  if (!type || !/^[A-Za-z0-9+/=]+$/.test(base64)) return '';
  return `<div style="text-align:center"><img alt="" style="max-width:100%;max-height:6em" src="data:image/${type};base64,${base64}"></div>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const CONTROL = /(?!\n)\p{Cc}/gu;

const escaped = (text: string): string => text.replace(CONTROL, ' ').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
