import { findBox } from '@app/channel-db';
import type { Reader } from '@app/database';

interface KnownRecord {
  readonly counter: number;
  readonly digest: string;
}

/** What a box wrote, in its order. */
export async function historyOf(store: Reader): Promise<{ instanceId: string; records: KnownRecord[] }> {
  const instanceId = (await findBox(store))?.identity.instanceId ?? '';
  const records = await store.query<KnownRecord>('SELECT counter, digest FROM {record} WHERE instance_id = ? ORDER BY counter', [
    instanceId,
  ]);
  return { instanceId, records };
}

/** What headquarters counts of it, in the order in which it arrived; one that came twice would stand there twice. */
export function historyAt(headquarters: Reader, instanceId: string): Promise<KnownRecord[]> {
  return headquarters.query<KnownRecord>("SELECT counter, digest FROM {record} WHERE instance_id = ? AND state = 'held' ORDER BY arrival", [
    instanceId,
  ]);
}
