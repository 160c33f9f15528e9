import type { StoredTable } from '@app/protocol';
import type { Database } from 'better-sqlite3';

/** How rows get into a table: into an emptied one, where a key that comes twice is a bad row, or merged with what is there. */
export type WriteMode = 'fill' | 'merge';

/** The statement that writes rows; `from` is VALUES or a SELECT with a WHERE, which SQLite needs before ON CONFLICT. */
export function writeText(database: Database, { table, columns, keyColumns }: StoredTable, mode: WriteMode, from: string): string {
  const names = columns.map(({ column }) => column);
  const into = `INTO ${table} (${names.join(', ')}) ${from}`;
  if (mode === 'fill') return `INSERT OR IGNORE ${into}`;
  if (isItsKey(database, table)) return `INSERT OR REPLACE ${into}`;
  const keys = keyColumns.map(({ column }) => column);
  const others = names.filter((name) => !keys.includes(name));
  // Naming key columns would make SQLite take the row out and put it in again.
  const assignments = (others.length > 0 ? others : keys).map((name) => `${name} = excluded.${name}`);
  return `INSERT ${into} ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ${assignments.join(', ')}`;
}

/**
 * Whether a table is one tree, in the order of its key. There a row is put over the one of its key without being looked for first, which
 * takes little more than half the time; with another tree beside it, both would change even where only a price did.
 */
function isItsKey(database: Database, table: string): boolean {
  const isTree = database.prepare<[string]>("SELECT wr FROM pragma_table_list(?) WHERE schema = 'main'").pluck().get(table) === 1;
  const indexes = database.prepare<[string]>("SELECT count(*) FROM pragma_index_list(?, 'main')").pluck().get(table);
  return isTree && indexes === 1;
}
