import Sqlite from 'better-sqlite3';
import { DataSource, type EntitySchema } from 'typeorm';
import type { Database, Reader } from '../database';
import type { DatabaseError } from '../errors';
import { runMigrations } from '../migrations/run-migrations';
import type { MigrationSet } from '../migrations/migration';
import { prepareReader, prepareWriter, quickCheck, sizeOf } from './connection';
import { CommittedReader, SqliteReader, Statements } from './statements';
import { SqliteUnitOfWork } from './unit-of-work';

export interface SqliteOptions {
  readonly file: string;
  readonly migrations: MigrationSet;
  readonly entities?: readonly EntitySchema[];
  /** An I/O error was seen: nothing more is written until the process opens the file again. */
  readonly whenBroken?: (fault: DatabaseError) => void;
}

export interface SqliteDatabase extends Database {
  readonly unitOfWork: SqliteUnitOfWork;
  /** For administration and schema; work goes through the unit of work. */
  readonly dataSource: DataSource;
  /** The writer itself, for the backup and checks that only a test or libs/database may run on it. */
  readonly connection: Sqlite.Database;
}

/** A larger file takes longer to read than registers wait for a start; health checks read it beside the running unit. */
const CHECKED_AT_START_BYTES = 512 * 1024 * 1024;

/** Opens a file that this process alone writes: checks it, migrates it, and opens a second connection for reads. */
export async function openSqlite({ file, migrations, entities = [], whenBroken }: SqliteOptions): Promise<SqliteDatabase> {
  let connection: Sqlite.Database | undefined;
  const dataSource = new DataSource({
    type: 'better-sqlite3',
    database: file,
    driver: Sqlite,
    entities: [...entities],
    prepareDatabase: (opened: Sqlite.Database) => {
      connection = opened;
      prepareWriter(opened);
      if (sizeOf(opened) <= CHECKED_AT_START_BYTES) quickCheck(opened);
    },
  });
  await dataSource.initialize();
  if (!connection) throw new Error('TypeORM opened no connection');
  const unitOfWork = new SqliteUnitOfWork(new Statements(connection, true), whenBroken);
  await runMigrations(unitOfWork, migrations.name, migrations.sqlite);
  const beside = connectReadOnly(file);
  const reader = new CommittedReader(new Statements(connection), new Statements(beside));
  const close = async (): Promise<void> => {
    await unitOfWork.idle();
    beside.close();
    await dataSource.destroy();
  };
  return { unitOfWork, reader, changesOf: (table) => unitOfWork.changesOf(table), dataSource, connection, close };
}

/** A file that exists and is migrated, to be written beside the process that reads it: by one worker thread, without TypeORM. */
export function openWriter(file: string, { cacheMiB }: { readonly cacheMiB: number }): Pick<Database, 'reader' | 'unitOfWork' | 'close'> {
  const connection = new Sqlite(file, { fileMustExist: true });
  prepareWriter(connection);
  connection.pragma(`cache_size = ${-cacheMiB * 1024}`);
  // Overwriting each page that is left would double the work, and what is written here is no secret.
  connection.pragma('secure_delete = OFF');
  const unitOfWork = new SqliteUnitOfWork(new Statements(connection, true));
  const close = async (): Promise<void> => {
    await unitOfWork.idle();
    connection.close();
  };
  return { unitOfWork, reader: new SqliteReader(new Statements(connection)), close };
}

/** A reader of a file that exists, for files that another connection or process writes. */
export function openReadOnly(file: string): { readonly reader: Reader; readonly close: () => void } {
  const connection = connectReadOnly(file);
  return { reader: new SqliteReader(new Statements(connection)), close: () => void connection.close() };
}

function connectReadOnly(file: string): Sqlite.Database {
  const connection = new Sqlite(file, { readonly: true, fileMustExist: true });
  prepareReader(connection);
  return connection;
}
