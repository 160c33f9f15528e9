import { catalogTable, downloadQuarantineTable, stagedRowTable } from '@app/channel-db';
import { insertRows, type Database, type RowOf } from '@app/database';
import { cellsOf, type Segment } from '@app/protocol';
import { join } from 'node:path';
import type { StoredPackage } from '../apply-package';
import { refuseOtherChannel } from '../other-channel';
import { PackageFault } from '../package-fault';
import { readRow } from '../read-row';
import { segmentLines } from '../segment-lines';

type StagedRow = RowOf<typeof stagedRowTable>;
type ParkedRow = RowOf<typeof downloadQuarantineTable>;

/** Rows that commit together while staging: long enough to be quick, short enough to hold nobody up. */
const CHUNK = 500;
const LONGEST_RAW = 4000;

export interface StagedPackage {
  readonly stored: StoredPackage;
  readonly rowCount: number;
  /** Written with the switch, not before: until then nothing of the package counts. */
  readonly parked: readonly ParkedRow[];
}

/** Reads a package into `staged_row`, chunk by chunk. What an earlier try left there is replaced. */
export async function stagePackage(database: Database, stored: StoredPackage, now: number): Promise<StagedPackage> {
  const { packageId } = stored.manifest;
  await database.unitOfWork.run((tx) => tx.run('DELETE FROM {staged_row} WHERE package_id = ?', [packageId]));
  const parked: ParkedRow[] = [];
  let [rowCount, ordinal] = [0, 0];
  for (const segment of stored.manifest.segments) {
    const rows: StagedRow[] = [];
    const before = rowCount;
    for await (const lines of segmentLines(join(stored.folder, segment.sha256), segment)) {
      for (const line of lines) {
        rowCount += 1;
        if (rowCount - before > segment.rowCount) throw differs(segment, 'more');
        const row = readStaged(segment, line, stored, now);
        if (!row) continue;
        if ('raw' in row) parked.push(row);
        else rows.push({ ...row, ordinal: (ordinal += 1) });
      }
      while (rows.length >= CHUNK) await keep(database, rows.splice(0, CHUNK));
    }
    await keep(database, rows);
    if (rowCount - before < segment.rowCount) throw differs(segment, 'fewer');
  }
  return { stored, rowCount, parked };
}

/** Undefined for what only a newer headquarters knows. */
function readStaged(
  { entity: name, channelId }: Segment,
  line: string,
  { manifest }: StoredPackage,
  now: number,
): Omit<StagedRow, 'ordinal'> | ParkedRow | undefined {
  const table = catalogTable(name);
  if (!table) return undefined;
  const { job, packageId } = manifest;
  const change = readRow(table.entity, line);
  if (change.kind === 'refused') {
    const { rowKey, reason } = change;
    return { entity: name, row_key: rowKey, job, package_id: packageId, reason, raw: line.slice(0, LONGEST_RAW), quarantined_at: now };
  }
  refuseOtherChannel(table.entity, change.value, channelId);
  const columns = change.kind === 'delete' ? table.keyColumns : table.columns;
  return { package_id: packageId, entity: name, change_kind: change.kind, cells: JSON.stringify(cellsOf(columns, change.value)) };
}

async function keep(database: Database, rows: readonly StagedRow[]): Promise<void> {
  if (rows.length > 0) await database.unitOfWork.run((tx) => insertRows(tx, stagedRowTable, rows));
}

function differs({ entity, rowCount }: Segment, found: 'more' | 'fewer'): PackageFault {
  return new PackageFault('count-differs', `${entity} has ${found} rows than the ${rowCount} of its manifest`);
}
