import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database, Tx } from '@app/database';
import { ENTITIES, type EntityDefinition } from '@app/protocol';
import { holdChanges, releaseChanges } from '../../company/change-holds';
import { removeRows, upsertRows } from '../../company/company-rows';
import type { InboxFile } from './inbox-files';
import { stagedRows, unstage, type StagedRow } from './staging';

/** Rows per unit of work: fast enough, and short enough for boxes that ask meanwhile. */
const BATCH = 500;

type Applied = Pick<InboxFile, 'fileId' | 'series' | 'kind'>;

/**
 * Makes the staged rows of a file company data, each batch together with its removal from staging: started again after a
 * stop, it goes on where it was. A full file then ends the rows of its series that it did not name. Stores get the file as one.
 */
export async function applyFile(database: Database, file: Applied, signal: AbortSignal): Promise<void> {
  const untilDone = async (batch: (tx: Tx) => Promise<boolean>): Promise<void> => {
    const held = async (tx: Tx): Promise<boolean> => {
      await holdChanges(tx, file.fileId, Date.now());
      return batch(tx);
    };
    while (await database.unitOfWork.run(held)) {
      await nextTurn();
      signal.throwIfAborted();
    }
  };
  for (const entity of ENTITIES) await untilDone((tx) => applyBatch(tx, file, entity));
  if (file.kind === 'full') for (const entity of [...ENTITIES].reverse()) await untilDone((tx) => endBatch(tx, file, entity));
  await database.unitOfWork.run((tx) => releaseChanges(tx, file.fileId));
}

/** Answers whether there may be more. */
async function applyBatch(tx: Tx, { fileId, series }: Applied, entity: EntityDefinition): Promise<boolean> {
  const staged = await stagedRows(tx, fileId, entity.name, BATCH);
  const last = staged.at(-1);
  if (!last) return false;
  const rows = staged.flatMap(({ body }) => (body === null ? [] : [JSON.parse(body) as Record<string, never>]));
  const { changedCount } = await upsertRows(tx, entity, rows);
  for (const row of staged) await noteNamed(tx, { fileId, series: series ?? '' }, entity, row);
  await tx.run(`UPDATE {inbox_file} SET changed_count = changed_count + ? WHERE file_id = ?`, [changedCount, fileId]);
  await unstage(tx, fileId, entity.name, last.key);
  return true;
}

/** A row belongs to the series that brought it last. One that is only named stays with the series it has. */
async function noteNamed(tx: Tx, { fileId, series }: { fileId: string; series: string }, { name }: EntityDefinition, row: StagedRow) {
  if (row.body === null) {
    await tx.run(`UPDATE {series_row} SET file_id = ? WHERE entity = ? AND row_key = ? AND series = ?`, [fileId, name, row.key, series]);
    return;
  }
  await tx.run(
    `INSERT INTO {series_row} (entity, row_key, series, file_id) VALUES (?, ?, ?, ?)
     ON CONFLICT (entity, row_key) DO UPDATE SET series = excluded.series, file_id = excluded.file_id`,
    [name, row.key, series, fileId],
  );
}

async function endBatch(tx: Tx, { fileId, series }: Applied, entity: EntityDefinition): Promise<boolean> {
  const ended = await tx.query<{ key: string }>(
    `SELECT row_key AS "key" FROM {series_row} WHERE series = ? AND entity = ? AND file_id <> ? LIMIT ?`,
    [series, entity.name, fileId, BATCH],
  );
  if (ended.length === 0) return false;
  const keys = ended.map(({ key }) => key);
  const { removedCount } = await removeRows(tx, entity, keys);
  await tx.run(`DELETE FROM {series_row} WHERE entity = ? AND row_key IN (SELECT value FROM json_each(?))`, [
    entity.name,
    JSON.stringify(keys),
  ]);
  await tx.run(`UPDATE {inbox_file} SET removed_count = removed_count + ? WHERE file_id = ?`, [removedCount, fileId]);
  return true;
}
