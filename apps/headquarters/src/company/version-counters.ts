import type { Reader, Tx } from '@app/database';

/**
 * `company`: the version of the newest row. `definition`: rises with every change of what goes to whom: subjobs, groups, channels.
 * `tombstone-floor`: deletions after this version are all there; older ones may be forgotten.
 * `retry`: rises with every session that is offered again, which is no new row.
 */
type VersionCounter = 'company' | 'definition' | 'tombstone-floor' | 'retry';

export async function counterValue(reader: Reader, name: VersionCounter): Promise<number> {
  const row = await reader.first<{ value: number }>(`SELECT value FROM {row_version} WHERE name = ?`, [name]);
  return row?.value ?? 0;
}

/** Called wherever it changes which rows a channel database should have, other than by a row itself. */
export async function noteDefinitionChange(tx: Tx): Promise<void> {
  await tx.run(`UPDATE {row_version} SET value = value + 1 WHERE name = 'definition'`);
}

export async function raiseTombstoneFloor(tx: Tx, version: number): Promise<void> {
  await tx.run(`UPDATE {row_version} SET value = max(value, ?) WHERE name = 'tombstone-floor'`, [version]);
}

export async function noteRetry(tx: Tx): Promise<void> {
  await tx.run(`INSERT INTO {row_version} (name, value) VALUES ('retry', 1) ON CONFLICT (name) DO UPDATE SET value = value + 1`);
}
