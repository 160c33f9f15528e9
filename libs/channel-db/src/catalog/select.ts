import { invariant } from '@app/kernel';
import type { EntityDefinition, RowOf, StoredColumn, StoredTable } from '@app/protocol';
import type { Reader } from '@app/database';
import { catalogTable, decoderOf, type CatalogRow } from './catalog-tables';

/** The table of an entity this release is built with. */
export function tableOf(entity: EntityDefinition): StoredTable {
  const table = catalogTable(entity.name);
  invariant(table, `no catalog table for ${entity.name}`);
  return table;
}

/** All rows of a small table, in the order of its key. */
export async function readAll<Definition extends EntityDefinition>(
  reader: Reader,
  entity: Definition,
): Promise<readonly RowOf<Definition>[]> {
  const { table, columns, keyColumns } = tableOf(entity);
  const order = keyColumns.map(({ column }) => column).join(', ');
  const rows = await reader.query<CatalogRow>(`SELECT * FROM {${table}} ORDER BY ${order}`);
  return rows.map(decoderOf<RowOf<Definition>>(columns));
}

/** `p.name AS p_name, ...`: columns of several tables beside each other in one row. */
export function columnsAs(alias: string, columns: readonly StoredColumn[]): string {
  return columns.map(({ column }) => `${alias}.${column} AS ${alias}_${column}`).join(', ');
}

/**
 * As many `?` as the next power of two: few different texts, so that prepared statements are found again. `least` makes room for more,
 * where two lists share one text.
 */
export function slotsFor<Key extends string | number = string>(
  values: readonly Key[],
  least = 1,
): { readonly marks: string; readonly parameters: readonly (Key | '')[] } {
  const size = 2 ** Math.ceil(Math.log2(Math.max(1, least, values.length)));
  const parameters = [...values, ...Array<Key | ''>(size - values.length).fill(values.at(-1) ?? '')];
  return { marks: parameters.map(() => '?').join(', '), parameters };
}

/** Texts that differ in their number of marks alone, each written once: building one costs as much as running it. */
export function writtenOnce(text: (marks: string) => string): (marks: string) => string {
  const written = new Map<string, string>();
  return (marks) => {
    const known = written.get(marks) ?? text(marks);
    written.set(marks, known);
    return known;
  };
}
