import type { Reader, Tx } from '@app/database';
import type { MappedLine, MappedRow } from '../mapping/map-line';
import type { Line } from './read-lines';

/** A row of a file on its way into company data. */
export interface StagedRow {
  readonly key: string;
  /** Wire form; null names a row whose line was refused: it stays as it is. */
  readonly body: string | null;
}

export interface FileRefusal {
  readonly lineNumber: number;
  readonly reason: string;
}

/** Keeps what a line says, or why it says nothing. Answers whether it was taken. */
export async function stageLine(tx: Tx, fileId: string, { lineNumber }: Pick<Line, 'lineNumber'>, mapped: MappedLine): Promise<boolean> {
  const conflict = mapped.kind === 'taken' ? await conflictOf(tx, fileId, mapped.rows) : undefined;
  if (mapped.kind === 'taken' && conflict === undefined) {
    for (const row of mapped.rows) await stageRow(tx, fileId, lineNumber, { ...row, body: JSON.stringify(row.row) });
    return true;
  }
  const named = mapped.kind === 'refused' ? mapped.named : mapped.rows;
  for (const row of named) await stageRow(tx, fileId, lineNumber, { ...row, body: null });
  await stageRefusal(tx, fileId, { lineNumber, reason: mapped.kind === 'refused' ? mapped.reason : (conflict ?? '') });
  return false;
}

async function stageRefusal(tx: Tx, fileId: string, { lineNumber, reason }: FileRefusal): Promise<void> {
  await tx.run(`INSERT INTO {inbox_refusal} (file_id, line_number, reason) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, [
    fileId,
    lineNumber,
    reason.slice(0, 400),
  ]);
}

/** A row that the file has already, saying something else: which of the two holds nobody knows. */
async function conflictOf(tx: Tx, fileId: string, rows: readonly MappedRow[]): Promise<string | undefined> {
  for (const { entity, key, repeats, row } of rows) {
    if (repeats) continue;
    const known = await tx.first<{ line: number; body: string | null }>(
      `SELECT line_number AS line, body FROM {inbox_row} WHERE file_id = ? AND entity = ? AND row_key = ?`,
      [fileId, entity.name, key],
    );
    if (typeof known?.body === 'string' && known.body !== JSON.stringify(row)) {
      return `${entity.name} ${(JSON.parse(key) as string[]).join(' ')} stands on line ${known.line} already, with other content`;
    }
  }
  return undefined;
}

function stageRow(
  tx: Tx,
  fileId: string,
  lineNumber: number,
  { entity, key, body }: Pick<MappedRow, 'entity' | 'key'> & Pick<StagedRow, 'body'>,
) {
  return tx.run(
    `INSERT INTO {inbox_row} (file_id, entity, row_key, line_number, body) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (file_id, entity, row_key) DO UPDATE SET body = excluded.body, line_number = excluded.line_number
     WHERE {inbox_row}.body IS NULL`,
    [fileId, entity.name, key, lineNumber, body],
  );
}

export function stagedRows(tx: Reader, fileId: string, entity: string, limit: number): Promise<StagedRow[]> {
  return tx.query<StagedRow>(`SELECT row_key AS "key", body FROM {inbox_row} WHERE file_id = ? AND entity = ? ORDER BY row_key LIMIT ?`, [
    fileId,
    entity,
    limit,
  ]);
}

/** Removes staged rows up to a key, because they are company data now. */
export async function unstage(tx: Tx, fileId: string, entity: string, upTo: string): Promise<void> {
  await tx.run(`DELETE FROM {inbox_row} WHERE file_id = ? AND entity = ? AND row_key <= ?`, [fileId, entity, upTo]);
}

/** Removes a share of what a file left behind, refusals only when asked. Answers whether nothing is left. */
export async function clearStaged(
  tx: Tx,
  fileId: string,
  { limit, refusalsToo }: { limit: number; refusalsToo: boolean },
): Promise<boolean> {
  const { changes } = await tx.run(
    `DELETE FROM {inbox_row} WHERE file_id = ? AND (entity, row_key) IN (SELECT entity, row_key FROM {inbox_row} WHERE file_id = ? LIMIT ?)`,
    [fileId, fileId, limit],
  );
  if (refusalsToo) await tx.run(`DELETE FROM {inbox_refusal} WHERE file_id = ?`, [fileId]);
  return changes < limit;
}

/** Refused lines in file order. */
export function fileRefusals(reader: Reader, fileId: string, { limit, after }: { limit: number; after: number }): Promise<FileRefusal[]> {
  return reader.query<FileRefusal>(
    `SELECT line_number AS "lineNumber", reason FROM {inbox_refusal} WHERE file_id = ? AND line_number > ? ORDER BY line_number LIMIT ?`,
    [fileId, after, limit],
  );
}
