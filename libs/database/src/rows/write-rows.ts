import type { Tx, Value } from '../database';
import type { RowOf, Table } from '../schema/table';
import { inChunks } from './in-chunks';
import { valuesList } from './values-list';

type Cells = readonly Value[];

/** Inserts rows with as few statements as the engine allows. */
export async function insertRows<T extends Table>(tx: Tx, table: T, rows: readonly RowOf<T>[]): Promise<void> {
  const columns = Object.keys(table.columns);
  const into = `INSERT INTO {${table.name}} (${columns.join(', ')}) VALUES `;
  for (const chunk of inChunks(rows, columns.length, tx.dialect.maxParameters)) {
    await tx.run(into + valuesList(chunk.length, columns.length), chunk.flatMap((row) => cells(columns, row)));
  }
} // prettier-ignore

/** Writes rows whether they are there or not; `key` defaults to the table's primary key. */
export async function upsertRows<T extends Table>(
  tx: Tx,
  table: T,
  rows: readonly RowOf<T>[],
  { key = table.primaryKey }: { key?: readonly string[] } = {},
): Promise<void> {
  const columns = Object.keys(table.columns);
  for (const chunk of inChunks(rows, columns.length, tx.dialect.maxParameters)) {
    await tx.dialect.upsert(tx, { table: table.name, columns, key, rows: chunk.map((row) => cells(columns, row)) });
  }
}

function cells(columns: readonly string[], row: object): Cells {
  const values = row as Readonly<Record<string, Value>>;
  return columns.map((column) => values[column] ?? null);
}
