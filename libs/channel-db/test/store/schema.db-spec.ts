import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countTables, openSqliteStore, saveSetting, STORE_MIGRATIONS, STORE_TABLES } from '@app/channel-db';
import { COLUMN_TYPES, type Column, type SqliteDatabase, type Table } from '@app/database';

describe('the schema of the store', () => {
  let folder: string;
  let store: SqliteDatabase;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'store-'));
    store = await openSqliteStore(join(folder, 'store.db'));
  });
  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is after its migrations what the entities say: TypeORM finds nothing to change', async () => {
    const { upQueries } = await store.dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('would notice a column that only a migration knows', async () => {
    store.connection.exec('BEGIN; ALTER TABLE setting ADD COLUMN stray TEXT');
    const { upQueries } = await store.dataSource.driver.createSchemaBuilder().log();
    store.connection.exec('ROLLBACK');
    expect(upQueries).not.toEqual([]);
  });

  it('has no table that is not listed', () => {
    const found = store.connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'").pluck().all();
    expect(found.toSorted()).toEqual([...STORE_TABLES.map(({ name }) => name), 'schema_migration'].toSorted());
  });

  it('says how much each table holds, and which migration ran last', async () => {
    await store.unitOfWork.run((tx) => saveSetting(tx, 'a', { b: 1 }, 1));
    const { migration, rows } = await countTables(store.reader, STORE_TABLES.map(({ name }) => name)); // prettier-ignore
    expect(migration).toBe(STORE_MIGRATIONS.sqlite.at(-1)?.name);
    expect(rows).toMatchObject({ setting: 1, sale: 0 });
    expect(Object.keys(rows)).toHaveLength(STORE_TABLES.length);
  });

  it.each(STORE_TABLES.map((table) => [table.name, table] as const))('makes %s on SQL Server as the entities say', (_, table) => {
    expect(statementsOf(table)).toEqual([createText(table), ...indexTexts(table)]);
  });

  it('names every constraint and index once in a database, in at most 60 characters', () => {
    const names = STORE_MIGRATIONS.mssql.flatMap(({ statements }) =>
      statements.flatMap((sql) => [...sql.matchAll(/(?<!DROP )(?:CONSTRAINT|INDEX) (\w+)/g)].map(([, name]) => name ?? '')),
    );
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => name.length > 60)).toEqual([]);
  });

  it('keeps every key of SQL Server within its 1,700 bytes', () => {
    for (const table of STORE_TABLES) {
      for (const columns of [table.primaryKey, ...table.indexes.map((index) => index.columns)]) {
        const bytes = columns.reduce((sum, name) => sum + sizeOf(table.columns[name]), 0);
        expect([table.name, columns, bytes < 900]).toEqual([table.name, columns, true]);
      }
    }
  });
});

const oneLine = (sql: string): string => sql.replace(/\s+/g, ' ').replace(/ ,/g, ',').replace('( ', '(').replace(/ \)$/, ')');

function statementsOf(table: Table): string[] {
  const target = `[store].[${table.name}]`;
  const statements = STORE_MIGRATIONS.mssql.flatMap((migration) => migration.statements.map(oneLine));
  const added = statements.flatMap((sql) => sql.split(`ALTER TABLE ${target} ADD `)[1] ?? []).map((columns) => `${columns}, `);
  const dropped = statements.flatMap((sql) => /^DROP INDEX (\w+)/.exec(sql)?.[1] ?? []);
  const isKept = (sql: string) => !dropped.some((name) => sql.startsWith(`CREATE INDEX ${name} `));
  const made = statements.filter((sql) => sql.includes(`${target} (`) && isKept(sql));
  const altered = statements.flatMap((sql) => sql.split(`ALTER TABLE ${target} ALTER COLUMN `)[1] ?? []);
  const all = made.map((sql) => sql.replace('CONSTRAINT pk_', `${added.join('')}CONSTRAINT pk_`));
  return all.map((sql) => altered.reduce(withColumn, sql));
}

/** A column as a later migration spells it. */
function withColumn(sql: string, column: string): string {
  const [name = ''] = column.split(' ', 1);
  return sql.startsWith('CREATE TABLE') ? sql.replace(new RegExp(`(?<=[(,] ?)${name} [^,]+`), column) : sql;
}

function createText(table: Table): string {
  const columns = Object.entries(table.columns).map(
    ([name, column]) => `${name} ${typeText(column)} ${column.isNullable ? 'NULL' : 'NOT NULL'}`,
  );
  const key = `CONSTRAINT pk_store_${table.name} PRIMARY KEY (${table.primaryKey.join(', ')})`;
  return `CREATE TABLE [store].[${table.name}] (${[...columns, key].join(', ')})`;
}

function typeText(column: Column): string {
  const spelled: { type: string; length?: string; collation?: string } = COLUMN_TYPES.mssql[column.kind];
  const length = spelled.length ?? column.length;
  const collation = spelled.collation === undefined ? '' : ` COLLATE ${spelled.collation}`;
  return `${spelled.type}${length === undefined ? '' : `(${length})`}${collation}`;
}

function indexTexts(table: Table): string[] {
  return table.indexes.map(({ name, columns, isUnique, where }) => {
    const condition = where === undefined ? '' : ` WHERE ${where}`;
    return `CREATE ${isUnique ? 'UNIQUE ' : ''}INDEX ${name} ON [store].[${table.name}] (${columns.join(', ')})${condition}`;
  });
}

function sizeOf(column: Column | undefined): number {
  return column?.length === undefined ? 8 : column.length * 2;
}
