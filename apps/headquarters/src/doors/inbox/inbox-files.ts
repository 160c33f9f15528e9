import type { Reader, Tx, Value } from '@app/database';

/**
 * reading: its lines are being taken. held: a person must decide. applying: it is becoming company data.
 * done, repeated (its bytes were taken before) and refused are the ends. Work found in the middle at a start goes on from there.
 */
export const INBOX_STATES = ['reading', 'held', 'applying', 'done', 'repeated', 'refused'] as const;
export type InboxState = (typeof INBOX_STATES)[number];

/** A file that an ERP sent. */
export interface InboxFile {
  readonly fileId: string;
  readonly name: string;
  /** SHA-256 of its bytes. */
  readonly digest: string;
  readonly sizeBytes: number;
  /** Null when no mapping is for it. */
  readonly mapping: string | null;
  /** The mapping and the named parts of the file name: files of one series follow each other. */
  readonly series: string | null;
  readonly kind: 'full' | 'delta' | null;
  readonly state: InboxState;
  /** Why it is held or refused, in words. */
  readonly reason: string | null;
  /** UTC milliseconds. */
  readonly foundAt: number;
  readonly finishedAt: number | null;
  readonly filedAt: number | null;
  readonly lineCount: number;
  readonly takenCount: number;
  readonly refusedCount: number;
  /** Rows that said something new. */
  readonly changedCount: number;
  /** Rows that a full file no longer named. */
  readonly removedCount: number;
}

const COLUMNS = {
  fileId: 'file_id', name: 'name', digest: 'digest', sizeBytes: 'size_bytes', mapping: 'mapping', series: 'series', kind: 'kind', state: 'state',
  reason: 'reason', foundAt: 'found_at', finishedAt: 'finished_at', filedAt: 'filed_at', lineCount: 'line_count', takenCount: 'taken_count',
  refusedCount: 'refused_count', changedCount: 'changed_count', removedCount: 'removed_count',
} as const satisfies Record<keyof InboxFile, string>; // prettier-ignore

const SELECT = `SELECT ${Object.entries(COLUMNS).map(([name, column]) => `${column} AS "${name}"`).join(', ')} FROM {inbox_file}`; // prettier-ignore

export async function addFile(tx: Tx, file: InboxFile): Promise<void> {
  const names = Object.keys(COLUMNS) as (keyof InboxFile)[];
  const columns = names.map((name) => COLUMNS[name]).join(', ');
  await tx.run(`INSERT INTO {inbox_file} (${columns}) VALUES (${names.map(() => '?').join(', ')})`, names.map((name) => file[name])); // prettier-ignore
}

export async function changeFile(tx: Tx, fileId: string, change: Partial<InboxFile>): Promise<void> {
  const names = Object.keys(change) as (keyof InboxFile)[];
  const values: Value[] = names.map((name) => change[name] ?? null);
  await tx.run(`UPDATE {inbox_file} SET ${names.map((name) => `${COLUMNS[name]} = ?`).join(', ')} WHERE file_id = ?`, [...values, fileId]);
}

export async function removeFile(tx: Tx, fileId: string): Promise<void> {
  await tx.run(`DELETE FROM {inbox_file} WHERE file_id = ?`, [fileId]);
}

export function findFile(reader: Reader, fileId: string): Promise<InboxFile | undefined> {
  return reader.first<InboxFile>(`${SELECT} WHERE file_id = ?`, [fileId]);
}

/** Files, newest first; `before` is the file after which the page begins. */
export function listFiles(
  reader: Reader,
  { state, limit, before }: { readonly state?: InboxState; readonly limit: number; readonly before?: string },
): Promise<InboxFile[]> {
  return reader.query<InboxFile>(
    `${SELECT} WHERE state = coalesce(?, state) AND file_id < coalesce(?, '~') ORDER BY file_id DESC LIMIT ?`,
    [state ?? null, before ?? null, limit],
  );
}

/** What was begun and is not at its end, or lies in another folder than its state says; oldest first. */
export function unfinishedFiles(reader: Reader): Promise<InboxFile[]> {
  return reader.query<InboxFile>(`${SELECT} WHERE state IN ('reading', 'applying') OR filed_at IS NULL ORDER BY file_id`);
}

/**
 * The file that brought these bytes already: the last one of its series, or the last one of its name. An older one under another
 * name does not count, because prices may well go back to what they were.
 */
export function sameFile(
  reader: Reader,
  { name, digest, series }: Pick<InboxFile, 'name' | 'digest' | 'series'>,
): Promise<InboxFile | undefined> {
  const last = `SELECT max(file_id) FROM {inbox_file} WHERE series = ? AND state IN ('applying', 'held', 'done')`;
  return reader.first<InboxFile>(`${SELECT} WHERE digest = ? AND (file_id = (${last}) OR file_id = (${last} AND name = ?))`, [
    digest,
    series,
    series,
    name,
  ]);
}

export function heldFiles(reader: Reader, series: string): Promise<InboxFile[]> {
  return reader.query<InboxFile>(`${SELECT} WHERE state = 'held' AND series = ? ORDER BY file_id`, [series]);
}
