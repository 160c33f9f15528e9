import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openSqlite, type SqliteDatabase } from '@app/database';
import { MIGRATIONS } from './migrations';

/** Opens headquarters' own file. The service and the command line may have it open at the same time. */
export function openHeadquartersDatabase(folder: string): Promise<SqliteDatabase> {
  mkdirSync(folder, { recursive: true });
  return openSqlite({
    file: join(folder, 'headquarters.db'),
    migrations: { name: 'headquarters', sqlite: MIGRATIONS, mssql: [] },
  });
}
