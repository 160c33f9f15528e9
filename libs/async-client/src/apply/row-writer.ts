import { cellsOf, type StoredCell, type StoredTable } from '@app/protocol';
import type { Database, Statement } from 'better-sqlite3';
import { refuseOtherChannel } from './other-channel';
import type { Quarantine } from './quarantine';
import { quickRow, type QuickRow } from './quick-row';
import { jsonObject, readRow, rowKeyOf } from './read-row';
import { writeText, type WriteMode } from './write-text';

/** Writes the rows of one table; used inside the package's transaction. */
export class RowWriter {
  rowCount = 0;
  quarantinedCount = 0;
  private readonly quick: QuickRow;
  private readonly insert: Statement<[StoredCell[]]>;
  private readonly remove: Statement<[StoredCell[]]>;

  constructor(
    private readonly database: Database,
    readonly table: StoredTable,
    readonly mode: WriteMode,
    private readonly quarantine: Quarantine,
  ) {
    this.quick = quickRow(table);
    const marks = table.columns.map(() => '?').join(', ');
    this.insert = database.prepare<[StoredCell[]]>(writeText(database, table, mode, `VALUES (${marks})`));
    const isRow = table.keyColumns.map(({ column }) => `${column} = ?`).join(' AND ');
    this.remove = database.prepare<[StoredCell[]]>(`DELETE FROM ${table.table} WHERE ${isRow}`);
  }

  /** One line of a segment whose rows belong to `channelId`, or to every channel when it is null. */
  write(line: string, channelId: string | null): void {
    this.rowCount += 1;
    const row = jsonObject(line);
    const cells = row && !('$delete' in row) ? this.quick(row) : undefined;
    if (row && cells) this.put(row, cells, line, channelId);
    else this.writeCarefully(line, channelId);
  }

  /** Rows that were written in one statement. */
  wrote(count: number): void {
    this.rowCount += count;
  }

  get name(): string {
    return this.table.entity.name;
  }

  /** Rows the table holds now. */
  count(): number {
    return this.database.prepare<[], { count: number }>(`SELECT count(*) AS count FROM ${this.table.table}`).get()?.count ?? 0;
  }

  private writeCarefully(line: string, channelId: string | null): void {
    const change = readRow(this.table.entity, line);
    if (change.kind === 'refused') return this.park(change.rowKey, change.reason, line);
    if (change.kind === 'upsert') return this.put(change.value, cellsOf(this.table.columns, change.value), line, channelId);
    refuseOtherChannel(this.table.entity, change.value, channelId);
    this.remove.run(cellsOf(this.table.keyColumns, change.value));
    this.release(change.value, line);
  }

  private put(row: Readonly<Record<string, unknown>>, cells: StoredCell[], line: string, channelId: string | null): void {
    refuseOtherChannel(this.table.entity, row, channelId);
    const { changes } = this.insert.run(cells);
    if (changes === 0) this.park(this.keyOf(row, line), 'the key comes twice', line);
    else this.release(row, line);
  }

  private park(rowKey: string, reason: string, line: string): void {
    this.quarantinedCount += 1;
    this.quarantine.park(this.name, rowKey, reason, line);
  }

  private release(row: Readonly<Record<string, unknown>>, line: string): void {
    if (this.mode === 'merge' && this.quarantine.holds(this.name)) this.quarantine.release(this.name, this.keyOf(row, line));
  }

  private keyOf(row: Readonly<Record<string, unknown>>, line: string): string {
    return rowKeyOf(this.table.entity.key, row, line);
  }
}
