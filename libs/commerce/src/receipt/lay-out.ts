import type { ReceiptBlock, ReceiptDocument } from './receipt-document';
import type { CellsRow, FormatRow, FormatSection, ReceiptFormat } from './receipt-format';
import { isRightToLeft } from './direction';
import { fill, type Values } from './variables';
import { receiptWords } from './words';

/** What a format's variables stand for: once for the receipt, and for each of what is repeated. */
export interface ReceiptContent {
  /** BCP 47 tag: words and the direction of the paper follow it. */
  readonly language: string;
  readonly title: string;
  readonly receipt: Values;
  readonly line: readonly Values[];
  readonly tender: readonly Values[];
  readonly tax: readonly Values[];
  /** Goods of a customer order that wait; absent where nothing can. */
  readonly ordered?: readonly Values[] | undefined;
}

/** A receipt by its format. What a variable does not name is not printed, and a variable nobody knows is empty. */
export function layOut(format: Pick<ReceiptFormat, 'sections' | 'logo'>, content: ReceiptContent): ReceiptDocument {
  const { language, title } = content;
  const direction = isRightToLeft(language) ? 'rtl' : 'ltr';
  const blocks = format.sections.flatMap((section) =>
    valuesFor(section, content).flatMap((values) => section.rows.flatMap((row) => blockOf(row, values, format.logo, direction))),
  );
  return { language, direction, title, blocks };
}

/** Rows of a line may also name what belongs to the whole receipt. */
function valuesFor({ each }: FormatSection, content: ReceiptContent): readonly Values[] {
  const whole = { ...wordValues(content.language), ...content.receipt };
  return each === 'receipt' ? [whole] : (content[each] ?? []).map((values) => ({ ...whole, ...values }));
}

function wordValues(language: string): Values {
  return Object.fromEntries(Object.entries(receiptWords(language)).map(([name, word]) => [`words.${name}`, word as string]));
}

function blockOf(row: FormatRow, values: Values, logo: string | null, direction: ReceiptDocument['direction']): ReceiptBlock[] {
  if (row.when !== undefined && !holds(row.when, values)) return [];
  switch (row.kind) {
    case 'cells': return cellsBlock(row, values, direction);
    case 'logo': return logo === null ? [] : [{ kind: 'logo', image: logo }];
    case 'barcode':
    case 'qr': return codeBlock(row.kind, fill(row.text, values, 'plain'));
    case 'rule':
    case 'space': return [{ kind: row.kind }];
  } // prettier-ignore
}

/** `name` asks for a value, `!name` for none. */
function holds(condition: string, values: Values): boolean {
  return condition.startsWith('!') ? !values[condition.slice(1)] : Boolean(values[condition]);
}

/** A row without any text is no row: an address nobody entered leaves no blank line. */
function cellsBlock({ cells }: CellsRow, values: Values, direction: ReceiptDocument['direction']): ReceiptBlock[] {
  const filled = cells.map((cell) => ({ ...cell, text: fill(cell.text, values, direction) }));
  return filled.every(({ text }) => text.trim() === '') ? [] : [{ kind: 'row', cells: filled }];
}

function codeBlock(kind: 'barcode' | 'qr', text: string): ReceiptBlock[] {
  return text === '' ? [] : [{ kind, text }];
}
