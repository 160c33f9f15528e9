import { DomainError } from '@app/kernel';
import { DataSource, type EntitySchema } from 'typeorm';
import type { Database, Value } from '../database';
import { mssqlDialect } from '../dialect/mssql';
import type { MigrationSet } from '../migrations/migration';
import { runMigrations } from '../migrations/run-migrations';
import { MssqlReading, runText, Translations, type Answer } from './runner';
import { MssqlUnitOfWork } from './unit-of-work';

export interface MssqlOptions {
  /** `mssql://user:password@host:port/database?encrypt=true&trustServerCertificate=true`, percent-encoded. */
  readonly url: string;
  readonly migrations: MigrationSet;
  readonly entities?: readonly EntitySchema[];
}

/** A reader names its isolation level with every text, because a pooled connection keeps the level of its last transaction. */
class PoolReader extends MssqlReading {
  constructor(
    private readonly dataSource: DataSource,
    translations: Translations,
  ) {
    super(translations);
  }

  protected async answer(text: string, parameters: readonly Value[]): Promise<Answer> {
    const runner = this.dataSource.createQueryRunner();
    try {
      return await runText(runner, `SET TRANSACTION ISOLATION LEVEL READ COMMITTED; ${text}`, parameters);
    } finally {
      await runner.release();
    }
  }
}

/** Opens one set of tables (a schema of the same name) on SQL Server. */
export async function openMssql({ url, migrations, entities = [] }: MssqlOptions): Promise<Database & { readonly dataSource: DataSource }> {
  const dataSource = mssqlDataSource(url, entities);
  await dataSource.initialize();
  const translations = new Translations(mssqlDialect(migrations.name));
  const unitOfWork = new MssqlUnitOfWork(dataSource, translations);
  await runMigrations(unitOfWork, migrations.name, migrations.mssql);
  const reader = new PoolReader(dataSource, translations);
  return { unitOfWork, reader, changesOf: () => undefined, dataSource, close: () => dataSource.destroy() };
}

/** TypeORM's own `url` option drops the query string, so the address is taken apart here. */
export function mssqlDataSource(url: string, entities: readonly EntitySchema[] = []): DataSource {
  const { protocol, hostname, port, username, password, pathname, searchParams } = new URL(url);
  if (protocol !== 'mssql:') throw new DomainError('database.address', 'the address of SQL Server starts with mssql://');
  return new DataSource({
    type: 'mssql',
    host: hostname,
    port: port === '' ? 1433 : Number(port),
    username: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)),
    entities: [...entities],
    options: {
      encrypt: searchParams.get('encrypt') !== 'false',
      trustServerCertificate: searchParams.get('trustServerCertificate') === 'true',
    },
  });
}
