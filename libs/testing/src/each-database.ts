import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqlTexts } from './portable-sql';
import { mssqlDataSource, openMssql, openSqlite, type Database, type DialectName, type MigrationSet } from '@app/database';

/** What a contract suite gets: the database of the running test, new and migrated. */
export interface TestDatabase {
  readonly dialect: DialectName;
  /** Only inside a test. */
  database(): Database;
}

const MSSQL_URL = process.env.TEST_MSSQL_URL;
const IS_MSSQL_REQUIRED = process.env.TEST_MSSQL_REQUIRED === '1';

/**
 * Runs the same suite on a real SQLite file and, where its address is set, on SQL Server. Without SQL Server too, every text
 * the suite sends is read for what SQL Server would refuse.
 */
export function eachDatabase(migrations: MigrationSet, suite: (test: TestDatabase) => void): void {
  describe('on SQLite', () => runOn('sqlite', () => sqlite(migrations), suite));
  if (MSSQL_URL) describe('on SQL Server', () => runOn('mssql', () => mssql(MSSQL_URL, migrations), suite));
  else if (IS_MSSQL_REQUIRED) it('on SQL Server', () => expect('TEST_MSSQL_URL').toBe('set, because TEST_MSSQL_REQUIRED is'));
  else it.skip('on SQL Server [skipped: TEST_MSSQL_URL is not set]', () => undefined);
}

interface Opened {
  readonly database: Database;
  readonly remove: () => Promise<void>;
}

function runOn(dialect: DialectName, open: () => Promise<Opened>, suite: (test: TestDatabase) => void): void {
  const texts = new SqlTexts();
  let opened: Opened | undefined;
  beforeEach(async () => {
    const { database, remove } = await open();
    opened = { database: texts.of(database), remove };
  });
  afterAll(() => expect(texts.refusals()).toEqual([]));
  afterEach(async () => {
    await opened?.database.close();
    await opened?.remove();
    opened = undefined;
  });
  const database = (): Database => {
    if (!opened) throw new Error('the database is there inside a test only');
    return opened.database;
  };
  suite({ dialect, database });
}

async function sqlite(migrations: MigrationSet): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'store-'));
  const database = await openSqlite({ file: join(folder, 'store.db'), migrations });
  return { database, remove: async () => rmSync(folder, { recursive: true, force: true }) };
}

/** A database of its own per test and worker, so that workers do not meet. The user in the address may create databases. */
async function mssql(address: string, migrations: MigrationSet): Promise<Opened> {
  const name = `t_${process.ppid}_${process.env.JEST_WORKER_ID ?? '1'}`;
  await administer(address, [`IF DB_ID('${name}') IS NOT NULL DROP DATABASE [${name}]`, `CREATE DATABASE [${name}]`]);
  const url = new URL(address);
  url.pathname = `/${name}`;
  const database = await openMssql({ url: url.href, migrations });
  return { database, remove: () => administer(address, [`DROP DATABASE [${name}]`]) };
}

async function administer(address: string, statements: readonly string[]): Promise<void> {
  const dataSource = mssqlDataSource(address);
  await dataSource.initialize();
  try {
    for (const statement of statements) await dataSource.query(statement);
  } finally {
    await dataSource.destroy();
  }
}
