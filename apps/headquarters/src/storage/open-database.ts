import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openSqlite, type SqliteDatabase } from '@app/database';
import { MIGRATIONS } from './migrations';

/**
 * Opens headquarters' own file. The service and the command line may have it open at the same time.
 * `whenBroken` hears of an I/O error: what is on disk is known only after the file was opened anew.
 */
export function openHeadquartersDatabase(folder: string, whenBroken?: () => void): Promise<SqliteDatabase> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return openSqlite({
    file: join(folder, 'headquarters.db'),
    ...(whenBroken && { whenBroken }),
    migrations: { name: 'headquarters', sqlite: MIGRATIONS, mssql: [] },
  });
}
