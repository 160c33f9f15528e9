import { DomainError } from '@app/kernel';
import type Sqlite from 'better-sqlite3';

/** SQLite before 3.51.3 can corrupt a WAL file when two connections write and checkpoint at once. */
const OLDEST_VERSION = [3, 51, 3] as const;
const BUSY_TIMEOUT_MS = 5_000;

/** Settings of the connection that writes. Each is read back: a pragma that SQLite does not take fails in silence. */
const WRITER: readonly (readonly [pragma: string, value: string | number, reads: string | number])[] = [
  ['busy_timeout', BUSY_TIMEOUT_MS, BUSY_TIMEOUT_MS],
  ['journal_mode', 'WAL', 'wal'],
  // The binding opens an existing WAL file with NORMAL, which loses the last commits at a power cut.
  ['synchronous', 'FULL', 2],
  ['foreign_keys', 'ON', 1],
  // What was deleted is overwritten, so that it is not found in free pages either.
  ['secure_delete', 'ON', 1],
  ['trusted_schema', 'OFF', 0],
  // What a unit of work may have to undo is kept in memory: in a file it costs more than all that the unit writes.
  ['temp_store', 'MEMORY', 2],
];

const READER: typeof WRITER = [
  ['busy_timeout', BUSY_TIMEOUT_MS, BUSY_TIMEOUT_MS],
  ['query_only', 'ON', 1],
  ['trusted_schema', 'OFF', 0],
];

export function prepareWriter(connection: Sqlite.Database): void {
  refuseOldVersion(connection);
  applyPragmas(connection, WRITER);
}

export function prepareReader(connection: Sqlite.Database): void {
  refuseOldVersion(connection);
  applyPragmas(connection, READER);
}

/** The fast integrity check; throws with what SQLite found. */
export function quickCheck(connection: Sqlite.Database): void {
  const found = connection.pragma('quick_check(5)', { simple: true });
  if (found !== 'ok') throw new DomainError('database.corrupt', `the database file is damaged: ${String(found)}`);
}

export function sizeOf(connection: Sqlite.Database): number {
  const numberOf = (pragma: string): number => Number(connection.pragma(pragma, { simple: true }));
  return numberOf('page_count') * numberOf('page_size');
}

function applyPragmas(connection: Sqlite.Database, pragmas: typeof WRITER): void {
  for (const [pragma, value, reads] of pragmas) {
    connection.pragma(`${pragma} = ${value}`);
    const now = connection.pragma(pragma, { simple: true });
    if (now !== reads) throw new DomainError('database.setting-refused', `${pragma} is ${String(now)} instead of ${value}`);
  }
}

function refuseOldVersion(connection: Sqlite.Database): void {
  const version = connection.prepare('SELECT sqlite_version()').pluck().get() as string;
  const parts = version.split('.').map(Number);
  const difference = OLDEST_VERSION.map((part, index) => (parts[index] ?? 0) - part).find((part) => part !== 0) ?? 0;
  if (difference < 0) throw new DomainError('database.too-old', `SQLite ${version} is older than ${OLDEST_VERSION.join('.')}`);
}
