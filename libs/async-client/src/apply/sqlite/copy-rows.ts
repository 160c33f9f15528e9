import { faultOf } from '@app/database';
import type { Database } from 'better-sqlite3';
import type { Quarantine } from '../quarantine';
import { rowKeyOf } from '../read-row';
import type { RowWriter } from '../row-writer';
import { writeText } from '../write-text';
import type { AttachedForm } from './attached-files';
import { refused } from './inspect-file';
import { rowCondition } from './row-condition';
import { wireLines } from './wire-line';

type Row = Readonly<Record<string, unknown>>;

/** More doubtful rows than this, and the lines are the better way. */
const MOST_DOUBTFUL = 10_000;

/**
 * Copies the rows of an attached file: those that surely are right in one statement, the others one by one as if they had come as lines,
 * so that a bad one goes to quarantine with its reason.
 */
export function copyRows(database: Database, form: AttachedForm, writer: RowWriter, quarantine: Quarantine): void {
  const { table, mode } = writer;
  const columns = table.columns.map(({ column }) => column).join(', ');
  const rows = `SELECT ${columns} FROM ${form.name}.${table.table} WHERE`;
  const { text, parameters } = safeCondition(writer, form);
  const copied = copy(database, writeText(database, table, mode, `${rows} ${text}`), parameters);
  writer.wrote(copied);
  if (mode === 'merge') release(database, form, writer, quarantine);
  const doubtful = form.segment.rowCount - copied;
  if (doubtful === 0) return;
  const others = database.prepare<(string | null)[], Row>(`${rows} (${text}) IS NOT TRUE LIMIT ${MOST_DOUBTFUL}`).all(...parameters);
  // A row that is right and was not taken has a key that is there already. Which of the two counts is seen by reading the lines.
  if (others.length !== doubtful) throw refused(`${doubtful} rows cannot be told apart`);
  const lineOf = wireLines(table);
  for (const row of others) writer.write(lineOf(row), form.segment.channelId);
}

function safeCondition(
  { table }: RowWriter,
  { keepsTypes, segment: { channelId } }: AttachedForm,
): { readonly text: string; readonly parameters: readonly (string | null)[] } {
  const text = rowCondition(table, { keepsTypes });
  if (text === undefined) throw refused(`${table.entity.name} is not checked in this form`);
  if (table.entity.scope === 'group') return { text, parameters: [] };
  return { text: `${text} AND channel_id COLLATE BINARY IS ?`, parameters: [channelId] };
}

/** How many rows were written. */
function copy(database: Database, text: string, parameters: readonly (string | null)[]): number {
  try {
    return database.prepare(text).run(...parameters).changes;
  } catch (cause) {
    if (faultOf(cause) === 'corrupt') throw refused('it is damaged', { cause });
    throw cause;
  }
}

/** What came right leaves quarantine. Rows that will be parked again are parked after this. */
function release(database: Database, { name: file }: AttachedForm, { table, name }: RowWriter, quarantine: Quarantine): void {
  if (!quarantine.holds(name)) return;
  const held = quarantine.keysOf(name);
  const fields = table.keyColumns.map(({ column, field }) => `${column} AS "${field}"`).join(', ');
  const came = new Set<string>();
  for (const row of database.prepare<[], Row>(`SELECT ${fields} FROM ${file}.${table.table}`).iterate()) {
    const key = rowKeyOf(table.entity.key, row, '');
    if (held.has(key)) came.add(key);
  }
  for (const key of came) quarantine.release(name, key);
}
