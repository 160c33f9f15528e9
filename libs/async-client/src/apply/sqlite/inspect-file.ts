import { cellTypeOf, type StoredTable } from '@app/protocol';
import Sqlite, { type Database } from 'better-sqlite3';
import { closeSync, openSync, readSync } from 'node:fs';
import { PackageFault } from '../package-fault';

/** Bytes 18 and 19 of the header: 1 for a file that keeps no log beside it. */
const FORMAT_AT = 18;
const PLAIN_FORMAT = 1;

interface SchemaObject {
  readonly type: string;
  readonly name: string;
  readonly sql: string | null;
}

/**
 * Refuses a file that is anything but one sound, plain table with the columns of the entity: a view, a trigger, a virtual table or a
 * computed column could run what its maker wants while the rows are read. Answers whether every cell is null or of its column's type.
 */
export function inspectFile(path: string, table: StoredTable, rowCount: number): { readonly keepsTypes: boolean } {
  try {
    refuseOtherFormat(path);
    const database = new Sqlite(path, { readonly: true, fileMustExist: true });
    try {
      database.pragma('trusted_schema = OFF');
      database.pragma('cell_size_check = ON');
      refuseOtherSchema(database, table);
      refuseDamage(database, table, rowCount);
      return { keepsTypes: keepsTypes(database, table) };
    } finally {
      database.close();
    }
  } catch (cause) {
    if (cause instanceof PackageFault) throw cause;
    throw refused(`it cannot be read: ${String(cause)}`, { cause });
  }
}

function refuseOtherFormat(path: string): void {
  const header = Buffer.alloc(FORMAT_AT + 2);
  const file = openSync(path, 'r');
  try {
    readSync(file, header, 0, header.length, 0);
  } finally {
    closeSync(file);
  }
  const isPlain = header[FORMAT_AT] === PLAIN_FORMAT && header[FORMAT_AT + 1] === PLAIN_FORMAT;
  if (!isPlain || !header.toString('latin1').startsWith('SQLite format 3\0')) throw refused('it is no plain SQLite file');
}

function refuseOtherSchema(database: Database, { table, columns }: StoredTable): void {
  const objects = database.prepare<[], SchemaObject>('SELECT type, name, sql FROM sqlite_schema').all();
  const [only] = objects;
  if (objects.length !== 1 || only?.type !== 'table' || only.name !== table || !/^CREATE TABLE /.test(only.sql ?? '')) {
    throw refused(`it holds ${objects.map(({ type, name }) => `${type} ${name}`).join(', ').slice(0, 200)} instead of table ${table}`); // prettier-ignore
  }
  const found = database.prepare<[string], { name: string; hidden: number }>('SELECT name, hidden FROM pragma_table_xinfo(?)').all(table);
  if (found.some(({ hidden }) => hidden !== 0)) throw refused('it has computed columns');
  const names = new Set(found.map(({ name }) => name));
  const missing = columns.filter(({ column }) => !names.has(column)).map(({ column }) => column);
  if (missing.length > 0) throw refused(`it has no column ${missing.join(', ')}`);
}

function refuseDamage(database: Database, { table }: StoredTable, rowCount: number): void {
  const check: unknown = database.pragma('quick_check(1)', { simple: true });
  if (check !== 'ok') throw refused(`it is damaged: ${String(check).slice(0, 200)}`);
  const found = database.prepare<[], { count: number }>(`SELECT count(*) AS count FROM ${table}`).get()?.count ?? 0;
  if (found !== rowCount) throw new PackageFault('count-differs', `the SQLite form has ${found} rows, the manifest says ${rowCount}`);
}

/** The check for damage has looked at the type of every cell of a strict table. */
function keepsTypes(database: Database, { table, columns }: StoredTable): boolean {
  const isStrict = database.prepare<[string]>('SELECT strict FROM pragma_table_list(?)').pluck().get(table) === 1;
  const found = database.prepare<[string], { name: string; type: string }>('SELECT name, type FROM pragma_table_info(?)').all(table);
  const types = new Map(found.map(({ name, type }) => [name, type]));
  return isStrict && columns.every((column) => types.get(column.column) === cellTypeOf(column));
}

export function refused(reason: string, options?: { cause?: unknown }): PackageFault {
  return new PackageFault('file-refused', `the SQLite form is refused: ${reason}`, options);
}
