import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Which of these records a dead appliance's store does not hold. Looks at a copy, so that the file is opened next by the
 * appliance itself, as the crash left it. Registers cannot have given anything back yet: what is missing here was lost.
 */
export function missingOnDisk(storeFile: string, recordIds: readonly string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'on-disk-'));
  for (const suffix of ['', '-wal']) {
    if (existsSync(storeFile + suffix)) copyFileSync(storeFile + suffix, join(folder, `store.db${suffix}`));
  }
  const db = new DatabaseSync(join(folder, 'store.db'));
  try {
    const held = db.prepare('SELECT 1 AS found FROM record WHERE record_id = ?');
    return recordIds.filter((recordId) => held.get(recordId) === undefined);
  } finally {
    db.close();
    rmSync(folder, { recursive: true });
  }
}
