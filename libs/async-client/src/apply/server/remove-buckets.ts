import { catalogTable } from '@app/channel-db';
import type { Tx, Value } from '@app/database';
import { BUCKET_COUNT, bucketOf, type PackageManifest } from '@app/protocol';
import { removeRow } from './remove-row';

/** Takes out the rows that a repair replaces: those of its buckets that headquarters does not have go with it. */
export async function removeBuckets(tx: Tx, { entity, channelId, buckets }: NonNullable<PackageManifest['repair']>): Promise<void> {
  const table = catalogTable(entity);
  if (!table) return;
  const isOfChannel = table.entity.scope === 'channel';
  const scope = isOfChannel ? 'WHERE channel_id = ?' : '';
  const of = isOfChannel ? [channelId] : [];
  if (buckets.length === BUCKET_COUNT) return void (await tx.run(`DELETE FROM {${table.table}} ${scope}`, of));
  const columns = table.keyColumns.map(({ column }) => column);
  const wanted = new Set(buckets);
  const rows = await tx.query<Readonly<Record<string, Value>>>(`SELECT ${columns.join(', ')} FROM {${table.table}} ${scope}`, of);
  const keys = rows.map((row) => columns.map((column) => row[column] ?? null));
  for (const key of keys) if (wanted.has(bucketOf(JSON.stringify(key)))) await removeRow(tx, table, key);
}
