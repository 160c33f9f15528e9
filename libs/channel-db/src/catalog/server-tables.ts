import {
  codeColumn,
  defineTable,
  documentColumn,
  idColumn,
  instantColumn,
  integerColumn,
  keyColumn,
  textColumn,
  type Table,
} from '@app/database';
import type { StoredColumn, StoredTable } from '@app/protocol';

/** The catalog's own tables, for the engine on which they are written through units of work. */
export const stagedRowTable = defineTable(
  'staged_row',
  {
    package_id: idColumn(),
    ordinal: integerColumn(),
    entity: codeColumn(60),
    change_kind: codeColumn<'upsert' | 'delete'>(10),
    cells: documentColumn(),
  },
  { key: ['package_id', 'ordinal'] },
);

export const downloadCursorTable = defineTable(
  'download_cursor',
  {
    job: keyColumn(), to_version: integerColumn(), package_id: idColumn(), kind: codeColumn(20), row_count: integerColumn(),
    quarantined_count: integerColumn(), catalog_version: integerColumn(), created_at: instantColumn(), applied_at: instantColumn(),
  },
  { key: ['job'] },
); // prettier-ignore

export const downloadSessionTable = defineTable(
  'download_session',
  {
    package_id: idColumn(), job: keyColumn(), kind: codeColumn(20), from_version: integerColumn(), to_version: integerColumn(),
    row_count: integerColumn(), quarantined_count: integerColumn(), catalog_version: integerColumn(), applied_at: instantColumn(),
  },
  { key: ['package_id'] },
); // prettier-ignore

export const downloadQuarantineTable = defineTable(
  'download_quarantine',
  {
    entity: codeColumn(60), row_key: codeColumn(300), job: keyColumn(), package_id: idColumn(), reason: textColumn(1000), raw: documentColumn(),
    quarantined_at: instantColumn(),
  },
  { key: ['entity', 'row_key'] },
); // prettier-ignore

/** An entity's table as row writers take it: they ask for names only. */
export function tableOfEntity({ table, columns, keyColumns }: StoredTable): Table {
  const names = (list: readonly StoredColumn[]) => list.map(({ column }) => column);
  return {
    name: table,
    columns: Object.fromEntries(names(columns).map((name) => [name, integerColumn()])),
    primaryKey: names(keyColumns),
    indexes: [],
  };
}
