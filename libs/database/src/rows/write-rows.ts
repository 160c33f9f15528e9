import type { Tx, Value } from '../database';
import type { RowOf, Table } from '../schema/table';
import { inChunks } from './in-chunks';
import { valuesList } from './values-list';

/** Inserts rows with as few statements as the engine allows. */
export async function insertRows<T extends Table>(tx: Tx, table: T, rows: readonly RowOf<T>[]): Promise<void> {
  const texts = textsOf(table);
  const { columns } = texts;
  for (const chunk of inChunks(rows, columns.length, tx.dialect.maxParameters)) {
    await tx.run(texts.insert(chunk.length), flatten(columns, chunk));
  }
}

/** Writes rows whether they are there or not; `key` defaults to the table's primary key. */
export async function upsertRows<T extends Table>(
  tx: Tx,
  table: T,
  rows: readonly RowOf<T>[],
  { key = table.primaryKey }: { key?: readonly string[] } = {},
): Promise<void> {
  const { columns } = textsOf(table);
  for (const chunk of inChunks(rows, columns.length, tx.dialect.maxParameters)) {
    await tx.dialect.upsert(tx, { table: table.name, columns, key, rows: chunk.map((row) => flatten(columns, [row])) });
  }
}

function flatten(columns: readonly string[], rows: readonly object[]): Value[] {
  const values: Value[] = [];
  for (const row of rows as readonly Readonly<Record<string, Value>>[]) for (const column of columns) values.push(row[column] ?? null);
  return values;
}

/** The texts of one table, written once for each number of rows: building them costs more than running them. */
class InsertTexts {
  readonly columns: readonly string[];
  private readonly into: string;
  private readonly byCount = new Map<number, string>();

  constructor({ name, columns }: Table) {
    this.columns = Object.keys(columns);
    this.into = `INSERT INTO {${name}} (${this.columns.join(', ')}) VALUES `;
  }

  insert(count: number): string {
    const known = this.byCount.get(count);
    if (known !== undefined) return known;
    const text = this.into + valuesList(count, this.columns.length);
    this.byCount.set(count, text);
    return text;
  }
}

const texts = new WeakMap<Table, InsertTexts>();

function textsOf(table: Table): InsertTexts {
  const known = texts.get(table);
  if (known) return known;
  const made = new InsertTexts(table);
  texts.set(table, made);
  return made;
}
