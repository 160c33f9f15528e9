import { CATALOG_TABLES, currentGeneration, generationFile } from '@app/channel-db';
import { openReadOnly } from '@app/database';
import { sha256Hex } from '@app/protocol';

/** What a box's catalog holds, table by table: rows and their digest. Two boxes that sell the same have the same. */
export async function catalogDigest(folder: string): Promise<Record<string, string>> {
  const { reader, close } = openReadOnly(generationFile(folder, currentGeneration(folder) ?? 0));
  const found: Record<string, string> = {};
  for (const { table } of CATALOG_TABLES) {
    const rows = (await reader.query(`SELECT * FROM {${table}}`)).map((row) => JSON.stringify(row)).sort();
    found[table] = `${rows.length} ${sha256Hex(rows.join('\n'))}`;
  }
  close();
  return found;
}
