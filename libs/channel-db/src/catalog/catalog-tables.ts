import { ENTITIES, fieldsOf, type EntityDefinition, type FieldKind } from '@app/protocol';

export interface CatalogColumn {
  /** Name of the field on the wire and in values. */
  readonly field: string;
  readonly column: string;
  readonly kind: FieldKind;
}

/** The table of one kind of row sent down. Names follow the entity in snake case. */
export interface CatalogTable {
  readonly entity: EntityDefinition;
  readonly table: string;
  readonly columns: readonly CatalogColumn[];
  readonly keyColumns: readonly CatalogColumn[];
}

/** What a database holds in a column. SQL Server gives bit as true and bigint as text. */
export type CatalogCell = string | number | boolean | null;
export type CatalogRow = Readonly<Record<string, CatalogCell>>;

/** Fields whose name is a reserved word of SQL Server. */
const RENAMED: Readonly<Record<string, string>> = { function: 'tender_function' };

/** One table per entity of the protocol, in the order in which a first load fills them. */
export const CATALOG_TABLES: readonly CatalogTable[] = ENTITIES.map(tableOf);

const byEntity = new Map(CATALOG_TABLES.map((table) => [table.entity.name, table]));

/** The table of an entity; undefined for an entity a newer headquarters knows and this release does not. */
export function catalogTable(entityName: string): CatalogTable | undefined {
  return byEntity.get(entityName);
}

/** Cells of a decoded row in the order of the columns. */
export function cellsOf(columns: readonly CatalogColumn[], value: Readonly<Record<string, unknown>>): CatalogCell[] {
  return columns.map(({ field, kind }) => cellOf(kind, value[field]));
}

/** The decoded value a row stands for; whoever names the type has named the entity's output. */
export function valueOf<Value>(columns: readonly CatalogColumn[], row: CatalogRow, prefix = ''): Value {
  const value: Record<string, unknown> = {};
  for (const { field, column, kind } of columns) value[field] = fieldOf(kind, row[prefix + column] ?? null);
  return value as Value;
}

function columnName(field: string): string {
  return RENAMED[field] ?? snakeCase(field);
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function tableOf(entity: EntityDefinition): CatalogTable {
  const columns = fieldsOf(entity).map(({ name, kind }) => ({ field: name, column: columnName(name), kind }));
  const keyColumns = columns.filter(({ field }) => entity.key.includes(field));
  return { entity, table: snakeCase(entity.name), columns, keyColumns };
}

function cellOf(kind: FieldKind, value: unknown): CatalogCell {
  if (value === null || value === undefined) return null;
  if (kind === 'flag') return value === true ? 1 : 0;
  return kind === 'list' ? JSON.stringify(value) : (value as CatalogCell);
}

function fieldOf(kind: FieldKind, cell: CatalogCell): unknown {
  if (cell === null) return null;
  switch (kind) {
    case 'integer': return Number(cell);
    case 'flag': return Boolean(cell);
    case 'list': return JSON.parse(String(cell)) as unknown;
    case 'text': return cell;
  } // prettier-ignore
}
