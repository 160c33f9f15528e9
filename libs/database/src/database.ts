/** What a `?` may stand for. Flags are 0 and 1; instants are UTC milliseconds; money is minor units. */
export type Value = string | number | bigint | null;

/**
 * Reads, written once for every dialect: `{sale}` names a table, `?` a parameter.
 * Integers arrive as numbers on every engine; one that a double cannot hold exactly is refused.
 */
export interface Reader {
  query<Row>(sql: string, parameters?: readonly Value[]): Promise<Row[]>;
  /** The first row, or undefined. */
  first<Row>(sql: string, parameters?: readonly Value[]): Promise<Row | undefined>;
  /** At most `limit` rows. The text ends in an ORDER BY over a unique key, so that a page is a page on every engine. */
  page<Row>(sql: string, parameters: readonly Value[], limit: number): Promise<Row[]>;
}

/** One statement that changes rows and answers with columns of what it changed. */
export interface UpdateReturning {
  readonly table: string;
  /** What follows SET. */
  readonly set: string;
  /** What follows WHERE; its parameters come after those of `set`. */
  readonly where: string;
  readonly returning: readonly string[];
}

/** A unit of work in progress. Valid until its body settles; afterwards every call is refused with `unit.closed`. */
export interface Tx extends Reader {
  run(sql: string, parameters?: readonly Value[]): Promise<{ readonly changes: number }>;
  updateReturning<Row>(statement: UpdateReturning, parameters: readonly Value[]): Promise<Row[]>;
  /** Where the engines differ. Only libs/database asks. */
  readonly dialect: Dialect;
}

/** What units of work have cost since the start. `commits` counts flushes to disk on SQLite. */
export interface UnitCounters {
  /** Units whose work was kept. */
  readonly units: number;
  readonly commits: number;
  /** What the commits took together, with their flush to disk. */
  readonly commitMs: number;
  /** Units whose body threw; their neighbours were not touched. */
  readonly failed: number;
  /** Groups the engine lost as a whole: disk full, I/O error. */
  readonly lostGroups: number;
}

export interface UnitOfWork {
  /**
   * Runs the body as one unit: all of it is kept or nothing. Resolves only when the unit is on disk.
   * On SQLite units run strictly one after another, so a body awaits its own `tx` and nothing else. On SQL Server the body may
   * run again after a deadlock: it changes nothing outside of the database.
   */
  run<Result>(body: (tx: Tx) => Promise<Result>): Promise<Result>;
  readonly counters: UnitCounters;
}

/** An open database: the one way to change it, and reads beside. */
export interface Database {
  readonly unitOfWork: UnitOfWork;
  /** What is committed. */
  readonly reader: Reader;
  /**
   * How many commits have changed a table since the start; undefined where other processes change it too. What was read of a
   * table holds as long as its figure is the same.
   */
  changesOf(table: string): number | undefined;
  close(): Promise<void>;
}

/** The differences between engines, each behind a question. */
export interface Dialect {
  readonly name: DialectName;
  /** Text as the engine takes it. Pure; called once per text. */
  translate(sql: string): string;
  limited(sql: string, limit: number): string;
  updateReturning(statement: UpdateReturning): string;
  /**
   * Makes other units that read this row wait until this one has ended, before it reads the row itself.
   * On SQLite nobody else is there.
   */
  holdRow(tx: Tx, row: HeldRow, parameters: readonly Value[]): Promise<void>;
  /** Creates the list of applied migrations, and the schema it stands in. */
  ensureMigrationTable(tx: Tx): Promise<void>;
  /** Greatest number of parameters in one statement. */
  readonly maxParameters: number;
  /** Writes rows that may be there already; the rows share their columns and fit one statement. */
  upsert(tx: Tx, upsert: Upsert): Promise<void>;
}

export interface HeldRow {
  readonly table: string;
  /** A column that may be written with its own value. */
  readonly column: string;
  readonly where: string;
}

export type DialectName = 'sqlite' | 'mssql';

export interface Upsert {
  readonly table: string;
  readonly columns: readonly string[];
  readonly key: readonly string[];
  readonly rows: readonly (readonly Value[])[];
}
