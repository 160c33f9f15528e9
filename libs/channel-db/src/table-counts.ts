import { setImmediate as turn } from 'node:timers/promises';
import type { Reader } from '@app/database';

export interface TableCounts {
  /** The migration that ran last. */
  readonly migration: string;
  /** Rows of each table, by its name. */
  readonly rows: Readonly<Record<string, number>>;
}

/** How much each table holds. One statement a table with a turn of the event loop between: whoever sells goes first. */
export async function countTables(reader: Reader, tables: readonly string[]): Promise<TableCounts> {
  const rows: Record<string, number> = {};
  for (const name of tables) {
    rows[name] = (await reader.first<{ held: number }>(`SELECT COUNT(*) AS held FROM {${name}}`))?.held ?? 0;
    await turn();
  }
  const [last] = await reader.page<{ name: string }>('SELECT name FROM {schema_migration} ORDER BY applied_at DESC, name DESC', [], 1);
  return { migration: last?.name ?? 'none', rows };
}
