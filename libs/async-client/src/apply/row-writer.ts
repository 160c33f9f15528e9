import { cellsOf, type CatalogCell, type CatalogTable } from '@app/channel-db';
import type { Database, Statement } from 'better-sqlite3';
import type { Quarantine } from './quarantine';
import { readRow, rowKeyOf } from './read-row';

/**
 * Writes the lines of one table; used inside the package's transaction. A snapshot fills an emptied table, where a key
 * that comes twice is a bad row; a delta merges.
 */
export class RowWriter {
  rowCount = 0;
  quarantinedCount = 0;
  private readonly insert: Statement<CatalogCell[]>;
  private readonly remove: Statement<CatalogCell[]>;

  constructor(
    private readonly database: Database,
    private readonly table: CatalogTable,
    private readonly kind: 'snapshot' | 'delta',
    private readonly quarantine: Quarantine,
  ) {
    this.insert = database.prepare(insertText(table, kind));
    const isRow = table.keyColumns.map(({ column }) => `${column} = ?`).join(' AND ');
    this.remove = database.prepare(`DELETE FROM ${table.table} WHERE ${isRow}`);
  }

  write(line: string): void {
    this.rowCount += 1;
    const change = readRow(this.table.entity, line);
    if (change.kind === 'refused') return this.park(change.rowKey, change.reason, line);
    if (change.kind === 'delete') {
      this.remove.run(...cellsOf(this.table.keyColumns, change.value));
    } else {
      const { changes } = this.insert.run(...cellsOf(this.table.columns, change.value));
      if (changes === 0) return this.park(this.keyOf(change.value, line), 'the key comes twice', line);
    }
    if (this.kind === 'delta') this.quarantine.release(this.table.entity.name, this.keyOf(change.value, line));
  }

  get name(): string {
    return this.table.entity.name;
  }

  /** Rows the table holds now. */
  count(): number {
    return this.database.prepare<[], { count: number }>(`SELECT count(*) AS count FROM ${this.table.table}`).get()?.count ?? 0;
  }

  private park(rowKey: string, reason: string, line: string): void {
    this.quarantinedCount += 1;
    this.quarantine.park(this.table.entity.name, rowKey, reason, line);
  }

  private keyOf(value: Readonly<Record<string, unknown>>, line: string): string {
    return rowKeyOf(this.table.entity.key, value, line);
  }
}

function insertText({ table, columns, keyColumns }: CatalogTable, kind: 'snapshot' | 'delta'): string {
  const names = columns.map(({ column }) => column);
  const values = `INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
  if (kind === 'snapshot') return `INSERT OR IGNORE ${values}`;
  const keys = keyColumns.map(({ column }) => column);
  const assignments = names.map((name) => `${name} = excluded.${name}`);
  return `INSERT ${values} ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ${assignments.join(', ')}`;
}
