import { catalogTable, quarantinedRows, tableOfEntity, type QuarantinedRow } from '@app/channel-db';
import { upsertRows, type Database, type Tx } from '@app/database';
import { cellsOf } from '@app/protocol';
import { readRow } from '../read-row';
import { removeRow } from './remove-row';
import { nextVersion, rowOf } from './switch-packages';

const MOST = 10_000;

/** Reads rows in quarantine again and puts those that are right now where they belong, in one unit of work. Answers how many left. */
export function retryOnServer(database: Database, now: number): Promise<number> {
  return database.unitOfWork.run(async (tx) => {
    let released = 0;
    for (const row of await quarantinedRows(tx, MOST)) if (await release(tx, row)) released += 1;
    if (released > 0) await nextVersion(tx, now);
    return released;
  });
}

async function release(tx: Tx, { entity, rowKey, raw }: QuarantinedRow): Promise<boolean> {
  const table = catalogTable(entity);
  const change = table && readRow(table.entity, raw);
  if (!table || !change || change.kind === 'refused') return false;
  if (change.kind === 'delete') await removeRow(tx, table, cellsOf(table.keyColumns, change.value));
  else await upsertRows(tx, tableOfEntity(table), [rowOf(table, cellsOf(table.columns, change.value))]);
  await tx.run('DELETE FROM {download_quarantine} WHERE entity = ? AND row_key = ?', [entity, rowKey]);
  return true;
}
