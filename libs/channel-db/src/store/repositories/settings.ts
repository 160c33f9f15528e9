import { upsertRows, type Reader, type Tx } from '@app/database';
import type { Instant } from '@app/kernel';
import { settingTable } from '../tables/box';

/** The value kept under a name; the caller parses it, undefined when it was never set. */
export async function findSetting(reader: Reader, name: string): Promise<unknown> {
  const row = await reader.first<{ content: string }>('SELECT content FROM {setting} WHERE name = ?', [name]);
  return row && (JSON.parse(row.content) as unknown);
}

export async function saveSetting(tx: Tx, name: string, value: unknown, now: Instant): Promise<void> {
  await upsertRows(tx, settingTable, [{ name, content: JSON.stringify(value), changed_at: now }]);
}
