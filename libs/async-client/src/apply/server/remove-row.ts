import type { Tx, Value } from '@app/database';
import type { StoredTable } from '@app/protocol';

/** By the cells of its key. */
export async function removeRow(tx: Tx, { table, keyColumns }: StoredTable, key: readonly Value[]): Promise<void> {
  await tx.run(`DELETE FROM {${table}} WHERE ${keyColumns.map(({ column }) => `${column} = ?`).join(' AND ')}`, key);
}
