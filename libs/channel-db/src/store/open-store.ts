import { entitySchemaOf, openMssql, openSqlite, type Database, type DatabaseError, type SqliteDatabase } from '@app/database';
import { STORE_MIGRATIONS } from '../migrations/store-migrations';
import { STORE_TABLES } from './tables';

/** Opens the store file: checked, migrated, FULL. `whenBroken` is told after an I/O error; the process should then start anew. */
export function openSqliteStore(file: string, whenBroken?: (fault: DatabaseError) => void): Promise<SqliteDatabase> {
  const entities = STORE_TABLES.map((table) => entitySchemaOf(table, 'sqlite'));
  return openSqlite({ file, migrations: STORE_MIGRATIONS, entities, ...(whenBroken && { whenBroken }) });
}

/** The same tables in the schema `store` of a database on SQL Server. */
export function openMssqlStore(url: string): Promise<Database> {
  const entities = STORE_TABLES.map((table) => entitySchemaOf(table, 'mssql', STORE_MIGRATIONS.name));
  return openMssql({ url, migrations: STORE_MIGRATIONS, entities });
}
