import type { EntityDefinition } from './define-entity';
import { fieldsOf, type FieldKind } from './fields';

export interface StoredColumn {
  /** Name of the field on the wire and in values. */
  readonly field: string;
  readonly column: string;
  readonly kind: FieldKind;
  /** Null here is a field that the row leaves out. */
  readonly isOptional: boolean;
}

/** The table of an entity as a channel database and the SQLite form of a segment name it. */
export interface StoredTable {
  readonly entity: EntityDefinition;
  readonly table: string;
  readonly columns: readonly StoredColumn[];
  readonly keyColumns: readonly StoredColumn[];
}

/** Scaled numbers as integers, true and false as 1 and 0, lists as JSON. */
export type StoredCell = string | number | null;

/** Fields whose name is a reserved word of SQL Server. */
const RENAMED: Readonly<Record<string, string>> = { function: 'tender_function' };

/** What a column holds in a SQLite file, besides null. */
export const cellTypeOf = ({ kind }: StoredColumn): 'TEXT' | 'INTEGER' => (kind === 'integer' || kind === 'flag' ? 'INTEGER' : 'TEXT');

/** Names follow the entity in snake case. */
export function storedTable(entity: EntityDefinition): StoredTable {
  const columns = fieldsOf(entity).map(({ name, kind, isOptional }) => ({
    field: name,
    column: RENAMED[name] ?? snakeCase(name),
    kind,
    isOptional,
  }));
  const keyColumns = columns.filter(({ field }) => entity.key.includes(field));
  return { entity, table: snakeCase(entity.name), columns, keyColumns };
}

/** Cells of a decoded row in the order of the columns. */
export function cellsOf(columns: readonly StoredColumn[], value: Readonly<Record<string, unknown>>): StoredCell[] {
  return columns.map(({ field, kind }) => cellOf(kind, value[field]));
}

function cellOf(kind: FieldKind, value: unknown): StoredCell {
  if (value === null || value === undefined) return null;
  if (kind === 'flag') return value === true ? 1 : 0;
  return kind === 'list' ? JSON.stringify(value) : (value as StoredCell);
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
