import Sqlite from 'better-sqlite3';

/** `quick` reads every page; `full` also compares every index with its table, and takes about three times as long. */
export type CheckDepth = 'quick' | 'full';

export interface FileCheck {
  readonly isSound: boolean;
  /** What SQLite found, at most ten lines; empty when sound. */
  readonly problems: readonly string[];
  readonly sizeBytes: number;
}

const MAX_PROBLEMS = 10;

/**
 * Checks a SQLite file that may be in use: on a connection of its own that cannot write. Takes a snapshot, so writers are not held;
 * the event loop is, so run it in a process or a thread that nobody waits for when the file is large.
 */
export function checkFile(file: string, depth: CheckDepth = 'quick'): FileCheck {
  let connection: Sqlite.Database | undefined;
  try {
    connection = new Sqlite(file, { readonly: true, fileMustExist: true });
    connection.pragma('trusted_schema = OFF');
    const pragma = depth === 'full' ? 'integrity_check' : 'quick_check';
    const lines = linesOf(connection, `${pragma}(${MAX_PROBLEMS})`);
    const found = lines[0] === 'ok' ? [] : lines;
    const broken = depth === 'full' ? foreignKeysBrokenIn(connection) : [];
    return { isSound: found.length + broken.length === 0, problems: [...found, ...broken], sizeBytes: sizeOf(connection) };
  } catch (error) {
    if (!isOfSqlite(error)) throw error;
    return { isSound: false, problems: [error.message], sizeBytes: 0 };
  } finally {
    connection?.close();
  }
}

/** By name: the native part gives errors of whichever copy of the module was loaded into the process first. */
const isOfSqlite = (error: unknown): error is Error => (error as Error | undefined)?.name === 'SqliteError';

function linesOf(connection: Sqlite.Database, pragma: string): string[] {
  return (connection.pragma(pragma) as Record<string, unknown>[]).map((row) => String(Object.values(row)[0]));
}

function foreignKeysBrokenIn(connection: Sqlite.Database): string[] {
  const rows = connection.pragma('foreign_key_check') as { table: string; parent: string }[];
  return rows.slice(0, MAX_PROBLEMS).map(({ table, parent }) => `a row of ${table} points at no row of ${parent}`);
}

function sizeOf(connection: Sqlite.Database): number {
  const [pages, bytes] = ['page_count', 'page_size'].map((pragma) => Number(connection.pragma(pragma, { simple: true })));
  return (pages ?? 0) * (bytes ?? 0);
}
