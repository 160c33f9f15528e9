import type { Reader } from '@app/database';
import type { LocalMinute } from '@app/kernel';

const LAST_BEGINNING =
  'SELECT MAX(valid_from_time) AS latest FROM {price} WHERE channel_id = ? AND valid_from = ? AND valid_from_time <= ?';
const LAST_END = 'SELECT MAX(valid_to_time) AS latest FROM {price} WHERE channel_id = ? AND valid_to = ? AND valid_to_time <= ?';

/** The last minute of its day, up to `minute`, that a price of the channel names as its beginning or end; undefined when none does. */
export async function lastPriceChange(reader: Reader, channelId: string, minute: LocalMinute): Promise<LocalMinute | undefined> {
  const [date, time] = minute.split('T') as [string, string];
  const latest = async (sql: string): Promise<string> => {
    const row = await reader.first<{ latest: string | null }>(sql, [channelId, date, time]);
    return row?.latest ?? '';
  };
  const [beginning, end] = [await latest(LAST_BEGINNING), await latest(LAST_END)];
  const last = beginning > end ? beginning : end;
  return last === '' ? undefined : `${date}T${last}`;
}
