import type { Reader, Tx } from '@app/database';

/** A row of a file that was not taken, and why. */
export interface Refusal {
  readonly lineNumber: number;
  readonly legalEntityId: string;
  readonly channelId: string;
  readonly barcode: string;
  readonly name: string;
  readonly price: string;
  readonly reason: string;
}

export interface ImportRun {
  readonly importId: string;
  readonly source: string;
  readonly asOf: string;
  readonly startedAt: number;
  readonly finishedAt: number | null;
  readonly storedCount: number;
  readonly refusedCount: number;
}

export async function beginImport(tx: Tx, run: Pick<ImportRun, 'importId' | 'source' | 'asOf'>): Promise<void> {
  await tx.run(`INSERT INTO {import_run} (import_id, source, as_of, started_at, stored_count, refused_count) VALUES (?, ?, ?, ?, 0, 0)`, [
    run.importId,
    run.source,
    run.asOf,
    Date.now(),
  ]);
}

export async function finishImport(tx: Tx, run: Pick<ImportRun, 'importId' | 'storedCount' | 'refusedCount'>): Promise<void> {
  await tx.run(`UPDATE {import_run} SET finished_at = ?, stored_count = ?, refused_count = ? WHERE import_id = ?`, [
    Date.now(),
    run.storedCount,
    run.refusedCount,
    run.importId,
  ]);
}

export async function listRefusals(tx: Tx, importId: string, refusals: readonly Refusal[]): Promise<void> {
  for (const { lineNumber, legalEntityId, channelId, barcode, name, price, reason } of refusals) {
    await tx.run(
      `INSERT INTO {import_refusal} (import_id, line_number, legal_entity_id, channel_id, barcode, name, price, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      [importId, lineNumber, legalEntityId, channelId, barcode, name, price, reason],
    );
  }
}

/** Imports, newest first. */
export function importRuns(reader: Reader): Promise<ImportRun[]> {
  return reader.query<ImportRun>(
    `SELECT import_id AS "importId", source, as_of AS "asOf", started_at AS "startedAt", finished_at AS "finishedAt",
       stored_count AS "storedCount", refused_count AS "refusedCount" FROM {import_run} ORDER BY import_id DESC`,
  );
}

/** Refused rows in file order. */
export function refusalsOf(reader: Reader, importId: string, { limit, after }: { limit: number; after: number }): Promise<Refusal[]> {
  return reader.query<Refusal>(
    `SELECT line_number AS "lineNumber", legal_entity_id AS "legalEntityId", channel_id AS "channelId", barcode, name, price, reason
     FROM {import_refusal} WHERE import_id = ? AND line_number > ? ORDER BY line_number LIMIT ?`,
    [importId, after, limit],
  );
}
