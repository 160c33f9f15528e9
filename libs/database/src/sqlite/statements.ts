import { invariant } from '@app/kernel';
import type Sqlite from 'better-sqlite3';
import type { Reader, Value } from '../database';
import { sqliteDialect } from '../dialect/sqlite';
import { asDatabaseError } from '../errors';

/** Texts are written once and few; the bound only stops a text that is built from data. */
const MAX_STATEMENTS = 500;

interface Prepared {
  readonly statement: Sqlite.Statement;
  /** The table it changes, or `ANY_TABLE`; undefined for a text that changes none. */
  readonly changes: string | undefined;
}

/** Prepared statements of one connection, found by their text. */
export class Statements {
  /** Tables that were written to since this set was emptied last. */
  readonly changed = new Set<string>();
  private readonly prepared = new Map<string, Prepared>();

  constructor(
    readonly connection: Sqlite.Database,
    private readonly mayWrite = false,
  ) {}

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
      const { statement, changes } = this.prepared.get(sql) ?? this.prepare(sql);
      if (changes !== undefined) this.changed.add(changes);
      return work(statement);
    } catch (error) {
      throw asDatabaseError(error);
    }
  }

  private prepare(sql: string): Prepared {
    const statement = this.connection.prepare(sqliteDialect.translate(sql));
    invariant(this.mayWrite || statement.readonly, 'a reader is readonly');
    if (this.prepared.size >= MAX_STATEMENTS) this.prepared.delete(this.prepared.keys().next().value ?? '');
    const prepared = { statement, changes: statement.readonly ? undefined : changedBy(sql) };
    this.prepared.set(sql, prepared);
    return prepared;
  }
}

/** What a text changes that does not begin with the table's name: it may be any. */
export const ANY_TABLE = '*';

const CHANGE = /^(?:INSERT INTO|UPDATE|DELETE FROM) \{([a-z_]+)\}/;

/** To SQLite the beginning of a transaction that means to write is no reading; it changes nothing by itself. */
const changedBy = (sql: string): string | undefined => (sql === 'BEGIN IMMEDIATE' ? undefined : (CHANGE.exec(sql)?.[1] ?? ANY_TABLE));

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

/**
 * Reads what is committed. While no unit is under way that is what the writer sees, whose pages are in memory already; the
 * pages of a connection beside it are stale after each commit.
 */
export class CommittedReader extends SqliteReader {
  constructor(
    writer: Statements,
    private readonly beside: Statements,
  ) {
    super(writer);
  }

  protected override usable(): Statements {
    return this.statements.connection.inTransaction ? this.beside : this.statements;
  }
}
