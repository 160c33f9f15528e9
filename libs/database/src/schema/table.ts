import type { Column } from './columns';

export interface Index {
  readonly name: string;
  readonly columns: readonly string[];
  readonly isUnique?: boolean;
  /** A condition both engines understand, such as `state = 'open'`. */
  readonly where?: string;
}

/** A table as migrations make it and entities describe it: the one source of row types. */
export interface Table<Columns extends Readonly<Record<string, Column>> = Readonly<Record<string, Column>>> {
  readonly name: string;
  readonly columns: Columns;
  readonly primaryKey: readonly string[];
  readonly indexes: readonly Index[];
}

/** A row of a table: `RowOf<typeof saleTable>`. */
export type RowOf<T extends Table> = { readonly [Name in keyof T['columns']]: CellOf<T['columns'][Name]> };
type CellOf<C> = C extends Column<infer Type> ? Type : never;

export function defineTable<const Columns extends Readonly<Record<string, Column>>>(
  name: string,
  columns: Columns,
  options: { readonly key: readonly (keyof Columns & string)[]; readonly indexes?: readonly Index[] },
): Table<Columns> {
  return { name, columns, primaryKey: options.key, indexes: options.indexes ?? [] };
}

/** The columns of a table for a SELECT, named one by one. */
export function columnsOf(table: Table, alias?: string): string {
  const names = Object.keys(table.columns);
  return names.map((name) => (alias ? `${alias}.${name}` : name)).join(', ');
}
