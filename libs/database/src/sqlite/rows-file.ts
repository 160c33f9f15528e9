import Sqlite from 'better-sqlite3';
import { setImmediate } from 'node:timers/promises';

export interface RowsTable {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: 'TEXT' | 'INTEGER' }[];
}

/** Rows written between two looks at what else is to do. */
const BLOCK = 5_000;

/**
 * Writes a SQLite file of one plain table without a key or an index: rows on their way to somebody who has both. Strict, so that the fast
 * check of the file proves the type of every cell.
 */
export async function writeRowsFile(path: string, table: RowsTable, rows: Iterable<readonly (string | number | null)[]>): Promise<void> {
  const database = new Sqlite(path);
  try {
    database.pragma('journal_mode = OFF');
    database.pragma('synchronous = OFF');
    database.exec(`CREATE TABLE ${table.name} (${table.columns.map(({ name, type }) => `${name} ${type}`).join(', ')}) STRICT`);
    const insert = database.prepare(`INSERT INTO ${table.name} VALUES (${table.columns.map(() => '?').join(', ')})`);
    database.exec('BEGIN');
    let written = 0;
    for (const row of rows) {
      insert.run(row);
      if ((written += 1) % BLOCK === 0) await setImmediate();
    }
    database.exec('COMMIT');
  } finally {
    database.close();
  }
}
