import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { oldBasket, type OldBasket } from './old-basket';

/** A basket with the line of the file it begins on, or why a line is none. Lines are counted from 1. */
export type ReadBasket = { readonly lineNumber: number } & ({ readonly basket: OldBasket } | { readonly fault: string });

/** Reads a log basket by basket, however long it is: CSV by its name, else a JSON object a line; `.gz` is unpacked on the way. */
export async function* readBaskets(path: string): AsyncGenerator<ReadBasket> {
  const bytes = createReadStream(path);
  const text = path.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
  bytes.once('error', (error) => text.destroy(error));
  yield* /\.csv(\.gz)?$/i.test(path) ? csvBaskets(text) : jsonBaskets(text);
}

async function* jsonBaskets(text: Readable): AsyncGenerator<ReadBasket> {
  let lineNumber = 0;
  for await (const line of createInterface({ input: text, crlfDelay: Infinity })) {
    lineNumber += 1;
    if (line.trim() !== '') yield { lineNumber, ...basketFrom(jsonOf(line)) };
  }
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

type Cells = Readonly<Record<string, string>>;

/** Rows of one basket follow each other. */
async function* csvBaskets(text: Readable): AsyncGenerator<ReadBasket> {
  const parser = text.pipe(parse({ bom: true, columns: true, info: true, trim: true, skipEmptyLines: true, relaxColumnCount: true }));
  text.once('error', (error) => parser.destroy(error));
  let first = 0;
  let rows: Cells[] = [];
  for await (const { record, info } of parser as AsyncIterable<{ record: Cells; info: { lines: number } }>) {
    const [head] = rows;
    if (head && (head.basket !== record.basket || head.store !== record.store || head.date !== record.date)) {
      yield { lineNumber: first, ...basketOfRows(rows) };
      rows = [];
    }
    if (rows.length === 0) first = info.lines;
    rows.push(record);
  }
  if (rows.length > 0) yield { lineNumber: first, ...basketOfRows(rows) };
}

function basketOfRows(rows: readonly Cells[]) {
  const [{ basket, date, store } = {}] = rows;
  const lines = rows.map(({ barcode, quantity, charged }) => ({ barcode, charged, quantity: quantity === '' ? undefined : quantity }));
  return basketFrom({ basket, date, store, lines });
}

function basketFrom(value: unknown): { basket: OldBasket } | { fault: string } {
  const read = oldBasket.safeParse(value);
  if (read.success) return { basket: read.data };
  const [issue] = read.error.issues;
  return { fault: `${issue?.path.join('.') || 'the line'}: ${issue?.message ?? 'not a basket'}` };
}
