import {
  CATALOG_TABLES,
  catalogTable,
  changesSearched,
  downloadCursorTable,
  downloadQuarantineTable,
  downloadSessionTable,
  FORGET_OLD_SESSIONS,
  HISTORY_MS,
  KEEP_INDEX_CURRENT,
  tableOfEntity,
  type AppliedPackage,
} from '@app/channel-db';
import { upsertRows, type Tx, type Value } from '@app/database';
import { coveredEntities, type PackageManifest, type StoredCell, type StoredTable } from '@app/protocol';
import { HeldRows } from './release-quarantine';
import { removeBuckets } from './remove-buckets';
import { removeRow } from './remove-row';
import type { StagedPackage } from './stage-package';

const PAGE = 1_000;

interface StagedCells {
  readonly ordinal: number;
  readonly entity: string;
  readonly change_kind: 'upsert' | 'delete';
  readonly cells: string;
}

/** What one package changes, inside the unit that switches the whole load: rows, quarantine, cursor, history, version. */
export async function switchPackage(tx: Tx, { stored, rowCount, parked }: StagedPackage, now: number): Promise<AppliedPackage> {
  const { manifest } = stored;
  if (manifest.kind === 'snapshot') await emptyTables(tx, manifest);
  if (manifest.kind === 'repair' && manifest.repair) await removeBuckets(tx, manifest.repair);
  await moveStaged(tx, manifest.packageId, await HeldRows.read(tx));
  await upsertRows(tx, downloadQuarantineTable, parked);
  return moveCursor(tx, manifest, { rowCount, quarantinedCount: parked.length }, now);
}

async function emptyTables(tx: Tx, manifest: PackageManifest): Promise<void> {
  const covered = coveredEntities(manifest);
  for (const { table, entity } of CATALOG_TABLES) if (covered.includes(entity.name)) await tx.run(`DELETE FROM {${table}}`);
  for (const entity of covered) await tx.run('DELETE FROM {download_quarantine} WHERE entity = ?', [entity]);
}

async function moveStaged(tx: Tx, packageId: string, held: HeldRows): Promise<void> {
  for (let after = 0; ;) {
    const rows = await tx.page<StagedCells>(
      'SELECT ordinal, entity, change_kind, cells FROM {staged_row} WHERE package_id = ? AND ordinal > ? ORDER BY ordinal',
      [packageId, after],
      PAGE,
    );
    for (const run of runsOf(rows)) await moveRun(tx, run, held);
    const last = rows.at(-1);
    if (!last) break;
    after = last.ordinal;
  }
  await tx.run('DELETE FROM {staged_row} WHERE package_id = ?', [packageId]);
}

/** Rows in their order, those beside each other together that one statement can take: one table, no key twice, one kind of change. */
function runsOf(rows: readonly StagedCells[]): StagedCells[][] {
  const runs: StagedCells[][] = [];
  let keys = new Set<string>();
  for (const row of rows) {
    const run = runs.at(-1);
    const key = keyText(row);
    const fits = run && run[0]?.entity === row.entity && run[0].change_kind === row.change_kind && !keys.has(key);
    if (fits) run.push(row);
    else runs.push([row]);
    keys = fits ? keys.add(key) : new Set([key]);
  }
  return runs;
}

async function moveRun(tx: Tx, run: readonly StagedCells[], held: HeldRows): Promise<void> {
  const table = catalogTable(run[0]?.entity ?? '');
  if (!table) return;
  const isDeletion = run[0]?.change_kind === 'delete';
  const cells = run.map(cellsIn);
  if (isDeletion) for (const key of cells) await removeRow(tx, table, key);
  else await upsertRows(tx, tableOfEntity(table), cells.map((row) => rowOf(table, row))); // prettier-ignore
  await held.release(tx, table.entity.name, isDeletion ? cells : cells.map((row) => keyIn(table, row)));
}

const cellsIn = ({ cells }: StagedCells): StoredCell[] => JSON.parse(cells) as StoredCell[];
const keyIn = ({ columns, keyColumns }: StoredTable, cells: readonly StoredCell[]): StoredCell[] =>
  keyColumns.map((key) => cells[columns.indexOf(key)] ?? null);
export const rowOf = ({ columns }: StoredTable, cells: readonly Value[]) =>
  Object.fromEntries(columns.map(({ column }, at) => [column, cells[at] ?? null]));

function keyText(row: StagedCells): string {
  const table = catalogTable(row.entity);
  return !table || row.change_kind === 'delete' ? row.cells : JSON.stringify(keyIn(table, cellsIn(row)));
}

async function moveCursor(
  tx: Tx,
  manifest: PackageManifest,
  counts: { readonly rowCount: number; readonly quarantinedCount: number },
  now: number,
): Promise<AppliedPackage> {
  const { job, packageId, kind, fromVersion, toVersion, createdAt } = manifest;
  const catalogVersion = await nextVersion(tx, now);
  if (!changesSearched(manifest)) await tx.run(KEEP_INDEX_CURRENT, [catalogVersion, catalogVersion - 1]);
  const row = {
    job, package_id: packageId, kind, to_version: toVersion, row_count: counts.rowCount, quarantined_count: counts.quarantinedCount,
    catalog_version: catalogVersion, applied_at: now,
  }; // prettier-ignore
  // After a repair the job stands where it stood.
  if (kind !== 'repair') await upsertRows(tx, downloadCursorTable, [{ ...row, created_at: createdAt }]);
  await upsertRows(tx, downloadSessionTable, [{ ...row, from_version: fromVersion }]);
  await tx.run(FORGET_OLD_SESSIONS, [now - HISTORY_MS]);
  return { packageId, catalogVersion, ...counts };
}

export async function nextVersion(tx: Tx, now: number): Promise<number> {
  await tx.run('UPDATE {catalog_state} SET version = version + 1, applied_at = ? WHERE id = 1', [now]);
  const state = await tx.first<{ version: number }>('SELECT version FROM {catalog_state} WHERE id = 1');
  return state?.version ?? 0;
}
