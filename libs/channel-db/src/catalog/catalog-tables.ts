import { ENTITIES, storedTable, type FieldKind, type StoredCell, type StoredColumn, type StoredTable } from '@app/protocol';

/** What a database holds in a column. SQL Server gives bit as true and bigint as text. */
export type CatalogCell = StoredCell | boolean;
export type CatalogRow = Readonly<Record<string, CatalogCell>>;

/** One table per entity of the protocol, in the order in which a first load fills them. */
export const CATALOG_TABLES: readonly StoredTable[] = ENTITIES.map(storedTable);

const byEntity = new Map(CATALOG_TABLES.map((table) => [table.entity.name, table]));

/** The table of an entity; undefined for an entity a newer headquarters knows and this release does not. */
export function catalogTable(entityName: string): StoredTable | undefined {
  return byEntity.get(entityName);
}

/** The decoded value a row stands for; whoever names the type has named the entity's output. */
export type Decoder<Value> = (row: CatalogRow) => Value;

/** Made once per table and prefix, because rows are many. */
export function decoderOf<Value>(columns: readonly StoredColumn[], prefix = ''): Decoder<Value> {
  const cells = columns.map((column) => ({ ...column, name: prefix + column.column }));
  return (row) => {
    const value: Record<string, unknown> = {};
    for (const { field, kind, isOptional, name } of cells) {
      const cell = row[name] ?? null;
      if (cell !== null || !isOptional) value[field] = fieldOf(kind, cell);
    }
    return value as Value;
  };
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
