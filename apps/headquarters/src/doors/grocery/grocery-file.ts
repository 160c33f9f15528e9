import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';

/** A line of a price file as the Israeli price transparency law has chains publish it. */
export interface GroceryRow {
  /** Line of the file, counted from 1; the header is line 1. */
  readonly lineNumber: number;
  readonly chainName: string;
  readonly chainId: string;
  readonly branch: string;
  readonly barcode: string;
  readonly name: string;
  /** Price of a piece or a kilogram in shekels, tax included. */
  readonly price: string;
  readonly isWeighed: boolean;
  readonly isDiscountable: boolean;
}

const COLUMNS = { chainName: 0, chainId: 1, branch: 2, barcode: 3, name: 4, price: 10, weighed: 12, discount: 14 } as const;

/** Reads a file line by line; `.gz` is unpacked on the way. */
export async function* readGroceryFile(path: string): AsyncGenerator<GroceryRow> {
  const bytes = createReadStream(path);
  const text = path.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
  const parser = text.pipe(parse({ bom: true, fromLine: 2, relaxQuotes: true, info: true }));
  for (const stream of [bytes, text]) stream.once('error', (error: Error) => parser.destroy(error));
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
    yield rowOf(record, info.lines);
  }
}

function rowOf(cells: readonly string[], lineNumber: number): GroceryRow {
  const cell = (column: number) => cells[column]?.trim() ?? '';
  return {
    lineNumber,
    chainName: cell(COLUMNS.chainName),
    chainId: cell(COLUMNS.chainId),
    branch: cell(COLUMNS.branch),
    barcode: cell(COLUMNS.barcode),
    name: cell(COLUMNS.name),
    price: cell(COLUMNS.price),
    isWeighed: cell(COLUMNS.weighed) === '1',
    isDiscountable: cell(COLUMNS.discount) !== '0',
  };
}
