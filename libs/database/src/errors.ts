import { DomainError } from '@app/kernel';

/** What went wrong, whichever engine said it. */
export type DatabaseFault = 'unique' | 'foreign-key' | 'not-null' | 'too-long' | 'busy' | 'conflict' | 'full' | 'io' | 'corrupt' | 'other';

const SQLITE: readonly (readonly [prefix: string, fault: DatabaseFault])[] = [
  ['SQLITE_CONSTRAINT_UNIQUE', 'unique'],
  ['SQLITE_CONSTRAINT_PRIMARYKEY', 'unique'],
  ['SQLITE_CONSTRAINT_ROWID', 'unique'],
  ['SQLITE_CONSTRAINT_FOREIGNKEY', 'foreign-key'],
  ['SQLITE_CONSTRAINT_CHECK', 'foreign-key'],
  ['SQLITE_CONSTRAINT_NOTNULL', 'not-null'],
  ['SQLITE_TOOBIG', 'too-long'],
  ['SQLITE_BUSY', 'busy'],
  ['SQLITE_LOCKED', 'busy'],
  ['SQLITE_FULL', 'full'],
  ['SQLITE_IOERR', 'io'],
  ['SQLITE_CANTOPEN', 'io'],
  ['SQLITE_READONLY', 'io'],
  ['SQLITE_NOMEM', 'io'],
  ['SQLITE_CORRUPT', 'corrupt'],
  ['SQLITE_NOTADB', 'corrupt'],
];

/** Error numbers of SQL Server. 1205 deadlock, 3960 snapshot conflict, 1222 lock timeout: the whole unit may run again. */
const MSSQL: Readonly<Record<number, DatabaseFault>> = {
  2627: 'unique', 2601: 'unique', 547: 'foreign-key', 515: 'not-null', 2628: 'too-long', 8152: 'too-long',
  1205: 'conflict', 3960: 'conflict', 1222: 'busy', 1105: 'full', 9002: 'full', 823: 'io', 824: 'corrupt', 825: 'io',
}; // prettier-ignore

/** Classifies an error of either driver, also when TypeORM wrapped it; undefined for an error that is not the engine's. */
export function faultOf(error: unknown): DatabaseFault | undefined {
  if (error instanceof DatabaseError) return error.fault;
  const cause = driverError(error);
  if (typeof cause.code === 'string' && cause.code.startsWith('SQLITE_')) {
    const code = cause.code;
    return SQLITE.find(([prefix]) => code.startsWith(prefix))?.[1] ?? 'other';
  }
  if (typeof cause.number === 'number') return MSSQL[cause.number] ?? 'other';
  return undefined;
}

const RETRYABLE: ReadonlySet<DatabaseFault> = new Set(['busy', 'conflict', 'full', 'io']);

/** An engine's refusal with our code (`database.unique`, `database.full`, ...); the engine's own error is the cause. */
export class DatabaseError extends DomainError {
  constructor(
    readonly fault: DatabaseFault,
    cause: unknown,
    context = '',
  ) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`database.${fault}`, `${context}${reason}`, { retryable: RETRYABLE.has(fault) }, { cause });
    this.name = 'DatabaseError';
  }
}

/** An engine's error as ours; anything else as it is. */
export function asDatabaseError(error: unknown, context?: string): unknown {
  if (error instanceof DatabaseError) return error;
  const fault = faultOf(error);
  return fault === undefined ? error : new DatabaseError(fault, error, context);
}

export const isUniqueViolation = (error: unknown): boolean => faultOf(error) === 'unique';

function driverError(error: unknown): { readonly code?: unknown; readonly number?: unknown } {
  if (typeof error !== 'object' || error === null) return {};
  const wrapped = (error as { driverError?: unknown }).driverError;
  return typeof wrapped === 'object' && wrapped !== null ? wrapped : error;
}
