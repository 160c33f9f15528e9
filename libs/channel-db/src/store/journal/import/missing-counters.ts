import type { Reader } from '@app/database';
import type { Stream } from '../record-types';

/** How many missing counters are named; more are not useful to anybody. */
const MAX_NAMED = 1_000;

/** Counters of a history up to `last` of which no record is here. Acknowledged records are at headquarters and need not be here. */
export async function missingIn(reader: Reader, { instanceId, epoch, fork }: Stream, last: number): Promise<number[]> {
  const key = [instanceId, epoch, fork];
  const state = await reader.first<{ acknowledged_counter: number }>(
    'SELECT acknowledged_counter FROM {upload_state} WHERE instance_id = ? AND epoch = ? AND fork = ?',
    key,
  );
  const from = state?.acknowledged_counter ?? 0;
  const held = await reader.query<{ counter: number }>(
    'SELECT counter FROM {record} WHERE instance_id = ? AND epoch = ? AND fork = ? AND counter > ? ORDER BY counter',
    [...key, from],
  );
  const present = new Set(held.map(({ counter }) => counter));
  const missing: number[] = [];
  for (let counter = from + 1; counter <= last && missing.length < MAX_NAMED; counter += 1) {
    if (!present.has(counter)) missing.push(counter);
  }
  return missing;
}
