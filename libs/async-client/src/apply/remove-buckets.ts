import { catalogTable } from '@app/channel-db';
import { BUCKET_COUNT, bucketOf, type PackageManifest, type StoredCell } from '@app/protocol';
import type { Database } from 'better-sqlite3';

/** Takes out the rows that a repair replaces: those of its buckets that headquarters does not have go with it. */
export function removeBuckets(database: Database, { entity, channelId, buckets }: NonNullable<PackageManifest['repair']>): void {
  const table = catalogTable(entity);
  if (!table) return;
  const scope = table.entity.scope === 'channel' ? 'WHERE channel_id IS ?' : '';
  const of = table.entity.scope === 'channel' ? [channelId] : [];
  if (buckets.length === BUCKET_COUNT) return void database.prepare(`DELETE FROM ${table.table} ${scope}`).run(...of);
  const columns = table.keyColumns.map(({ column }) => column);
  const wanted = new Set(buckets);
  const keys = database.prepare<(string | null)[], StoredCell[]>(`SELECT ${columns.join(', ')} FROM ${table.table} ${scope}`).raw();
  const found: StoredCell[][] = [];
  for (const key of keys.iterate(...of)) if (wanted.has(bucketOf(JSON.stringify(key)))) found.push(key);
  const remove = database.prepare(`DELETE FROM ${table.table} WHERE ${columns.map((column) => `${column} = ?`).join(' AND ')}`);
  for (const key of found) remove.run(...key);
}
