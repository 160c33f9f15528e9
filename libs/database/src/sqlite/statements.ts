import type Sqlite from 'better-sqlite3';
import type { Reader, Value } from '../database';
import { sqliteDialect } from '../dialect/sqlite';
import { asDatabaseError } from '../errors';

/** Texts are written once and few; the bound only stops a text that is built from data. */
const MAX_STATEMENTS = 500;

/** Prepared statements of one connection, found by their text. */
export class Statements {
  private readonly prepared = new Map<string, Sqlite.Statement>();

  constructor(readonly connection: Sqlite.Database) {}

  all<Row>(sql: string, parameters: readonly Value[]): Row[] {
    return this.use(sql, (statement) => statement.all(...parameters) as Row[]);
  }

  get<Row>(sql: string, parameters: readonly Value[]): Row | undefined {
    return this.use(sql, (statement) => statement.get(...parameters) as Row | undefined);
  }

  run(sql: string, parameters: readonly Value[]): { readonly changes: number } {
    return this.use(sql, (statement) => statement.run(...parameters));
  }

  private use<Result>(sql: string, work: (statement: Sqlite.Statement) => Result): Result {
    try {
      return work(this.prepared.get(sql) ?? this.prepare(sql));
    } catch (error) {
      throw asDatabaseError(error);
    }
  }

  private prepare(sql: string): Sqlite.Statement {
    const statement = this.connection.prepare(sqliteDialect.translate(sql));
    if (this.prepared.size >= MAX_STATEMENTS) this.prepared.delete(this.prepared.keys().next().value ?? '');
    this.prepared.set(sql, statement);
    return statement;
  }
}

/** Reads through prepared statements. The calls are synchronous inside; the promises are for the other engine. */
export class SqliteReader implements Reader {
  constructor(protected readonly statements: Statements) {}

  async query<Row>(sql: string, parameters: readonly Value[] = []): Promise<Row[]> {
    return this.usable().all<Row>(sql, parameters);
  }

  async first<Row>(sql: string, parameters: readonly Value[] = []): Promise<Row | undefined> {
    return this.usable().get<Row>(sql, parameters);
  }

  async page<Row>(sql: string, parameters: readonly Value[], limit: number): Promise<Row[]> {
    return this.usable().all<Row>(sqliteDialect.limited(sql, limit), parameters);
  }

  protected usable(): Statements {
    return this.statements;
  }
}
