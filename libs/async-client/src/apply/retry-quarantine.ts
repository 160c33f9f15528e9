import { catalogTable, type QuarantinedRow } from '@app/channel-db';
import type { Database } from 'better-sqlite3';
import { nextVersion } from './cursor';
import { Quarantine } from './quarantine';
import { readRow } from './read-row';
import { RowWriter } from './row-writer';

type HeldRow = Pick<QuarantinedRow, 'entity' | 'rowKey' | 'job' | 'packageId' | 'raw'>;

/**
 * Reads every row in quarantine again, as this release reads rows, in one transaction; what is right now goes where it belongs.
 * Answers how many left. A row that a later package brought right is not here any more, so nothing newer is overwritten.
 */
export function retryQuarantine(database: Database, now: number): number {
  const held = database.prepare<[], HeldRow>(
    'SELECT entity, row_key AS rowKey, job, package_id AS packageId, raw FROM download_quarantine ORDER BY entity, row_key',
  );
  return database
    .transaction(() => {
      const released = held.all().filter((row) => release(database, row, now)).length;
      if (released > 0) nextVersion(database, now);
      return released;
    })
    .immediate();
}

function release(database: Database, { entity, rowKey, job, packageId, raw }: HeldRow, now: number): boolean {
  const table = catalogTable(entity);
  const change = table && readRow(table.entity, raw);
  if (!table || !change || change.kind === 'refused') return false;
  const quarantine = new Quarantine(database, { job, packageId }, now);
  new RowWriter(database, table, 'merge', quarantine).write(raw, channelOf(change.value));
  quarantine.release(entity, rowKey);
  return true;
}

/** Whose row it is was checked when its package came. */
function channelOf({ channelId }: Readonly<Record<string, unknown>>): string | null {
  return typeof channelId === 'string' ? channelId : null;
}
