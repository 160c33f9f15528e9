import type { Reader } from '@app/database';
import type { LocalMinute } from '@app/kernel';

const TABLES = ['price', 'price_adjustment'];
const LAST_CHANGES = TABLES.flatMap((table) => [
  `SELECT MAX(valid_from_time) AS latest FROM {${table}} WHERE channel_id = ? AND valid_from = ? AND valid_from_time <= ?`,
  `SELECT MAX(valid_to_time) AS latest FROM {${table}} WHERE channel_id = ? AND valid_to = ? AND valid_to_time <= ?`,
]);

/** The last minute of its day, up to `minute`, that a price or an adjustment of the channel names as its beginning or end; undefined when none does. */
export async function lastPriceChange(reader: Reader, channelId: string, minute: LocalMinute): Promise<LocalMinute | undefined> {
  const [date, time] = minute.split('T') as [string, string];
  let last = '';
  for (const sql of LAST_CHANGES) {
    const row = await reader.first<{ latest: string | null }>(sql, [channelId, date, time]);
    if ((row?.latest ?? '') > last) last = row?.latest ?? '';
  }
  return last === '' ? undefined : `${date}T${last}`;
}
