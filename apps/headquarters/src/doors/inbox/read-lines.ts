import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { Cells } from '../mapping/field-value';
import type { Mapping } from '../mapping/mapping';
import { textOf } from './read-bytes';
import { UnusableFile } from './unusable-file';

/** A line of a file: its cells, or why it has none. Lines are counted from 1 as an editor counts them. */
export type Line = { readonly lineNumber: number } & ({ readonly cells: Cells } | { readonly fault: string });

export interface LineSource {
  readonly path: string;
  readonly digest: string;
  /** Columns that must be there. */
  readonly columns: readonly string[];
}

const LONGEST_LINE = 1_000_000;

/** Reads a file line by line; a million of them take no more memory than a few. */
export function readLines(source: LineSource, mapping: Mapping): AsyncGenerator<Line> {
  const text = textOf(source.path, { encoding: mapping.encoding, digest: source.digest });
  return mapping.format === 'csv' ? csvLines(text, source.columns, mapping) : ndjsonLines(text);
}

async function* csvLines(text: AsyncGenerator<string>, needed: readonly string[], { delimiter, columns }: Mapping): AsyncGenerator<Line> {
  const parser = parse({ bom: true, delimiter, info: true, relaxColumnCount: true, skipEmptyLines: true, maxRecordSize: LONGEST_LINE });
  pipeline(Readable.from(text), parser, () => undefined);
  let header = columns && headerOf(columns, needed);
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (header) yield { lineNumber: info.lines, ...cellsOf(header, record) };
      else header = headerOf(record, needed);
    }
  } catch (error) {
    if (error instanceof CsvError) throw new UnusableFile(`it cannot be read as CSV: ${error.message}`);
    throw error;
  }
}

function headerOf(given: readonly string[], needed: readonly string[]): readonly string[] {
  const header = given.map((name) => name.trim());
  for (const column of needed) {
    const count = header.filter((name) => name === column).length;
    if (count === 0)
      throw new UnusableFile(`it has no column "${column}", but ${header.map((name) => `"${name}"`).join(', ')}`.slice(0, 400));
    if (count > 1) throw new UnusableFile(`it has ${count} columns "${column}"`);
  }
  return header;
}

function cellsOf(header: readonly string[], record: readonly string[]): { cells: Cells } | { fault: string } {
  if (record.length !== header.length) return { fault: `${record.length} cells where the header has ${header.length}` };
  return { cells: Object.fromEntries(header.map((name, index) => [name, record[index]])) };
}

async function* ndjsonLines(text: AsyncGenerator<string>): AsyncGenerator<Line> {
  let lineNumber = 0;
  for await (const line of splitLines(text)) {
    lineNumber += 1;
    if (line.trim() !== '') yield { lineNumber, ...jsonCells(line) };
  }
}

async function* splitLines(text: AsyncGenerator<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of text) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST_LINE) throw new UnusableFile(`a line is longer than ${LONGEST_LINE} characters`);
    yield* lines;
  }
  yield rest;
}

function jsonCells(line: string): { cells: Cells } | { fault: string } {
  try {
    const cells = JSON.parse(line) as unknown;
    if (typeof cells === 'object' && cells !== null && !Array.isArray(cells)) return { cells: cells as Cells };
  } catch {
    // Said below.
  }
  return { fault: 'not a JSON object' };
}
