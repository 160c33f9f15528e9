import { catalogTable, type QuarantinedRow } from '@app/channel-db';
import { inChunks, marks, type Tx } from '@app/database';
import type { StoredCell, StoredTable } from '@app/protocol';
import { rowKeyOf } from '../read-row';

const CHUNK = 500;

/** Rows in quarantine at the beginning of a switch, by entity: mostly none, so that rows that come right need not look. */
export class HeldRows {
  private constructor(private readonly keys: ReadonlyMap<string, ReadonlySet<string>>) {}

  static async read(tx: Tx): Promise<HeldRows> {
    const rows = await tx.query<Pick<QuarantinedRow, 'entity' | 'rowKey'>>('SELECT entity, row_key AS "rowKey" FROM {download_quarantine}');
    const keys = new Map<string, Set<string>>();
    for (const { entity, rowKey } of rows) keys.set(entity, (keys.get(entity) ?? new Set()).add(rowKey));
    return new HeldRows(keys);
  }

  /** What came right, by the cells of its key, leaves quarantine. */
  async release(tx: Tx, entity: string, cells: readonly (readonly StoredCell[])[]): Promise<void> {
    const table = catalogTable(entity);
    const held = this.keys.get(entity);
    if (!table || !held) return;
    const came = cells.map((key) => keyTextOf(table, key)).filter((key) => held.has(key));
    for (const keys of inChunks(came, 1, CHUNK)) {
      await tx.run(`DELETE FROM {download_quarantine} WHERE entity = ? AND row_key IN (${marks(keys.length)})`, [entity, ...keys]);
    }
  }
}

function keyTextOf({ entity, keyColumns }: StoredTable, cells: readonly StoredCell[]): string {
  return rowKeyOf(entity.key, Object.fromEntries(keyColumns.map(({ field }, at) => [field, cells[at]])), '');
}
