import type { Reader } from '@app/database';

const PAGE = 5_000;

/** A row as it is kept. Deleted ones have a body still, which says what was there. */
export interface KeptRow {
  readonly rowKey: string;
  readonly body: string;
  readonly isDeleted: number;
  readonly version: number;
}

interface Scoped {
  readonly entity: string;
  readonly scopeIds: readonly string[];
}

const COLUMNS = `row_key AS "rowKey", body, is_deleted AS "isDeleted", version`;

/**
 * Present rows, page by page in the order of their keys. A row that changes meanwhile is read once, as it was or as it is; what is newer
 * than the package says comes again with the next delta.
 */
export async function* presentPages(reader: Reader, { entity, scopeIds }: Scoped): AsyncGenerator<KeptRow[]> {
  for (const scopeId of scopeIds) {
    for (let after = ''; ;) {
      const page: KeptRow[] = await reader.query<KeptRow>(
        `SELECT ${COLUMNS} FROM {company_row} WHERE entity = ? AND scope_id = ? AND is_deleted = 0 AND row_key > ? ORDER BY row_key LIMIT ${PAGE}`,
        [entity, scopeId, after],
      );
      if (page.length > 0) yield page;
      if (page.length < PAGE) break;
      after = page.at(-1)?.rowKey ?? '';
    }
  }
}

/** How many rows are present. */
export async function countPresent(reader: Reader, { entity, scopeIds }: Scoped): Promise<number> {
  const row = await reader.first<{ count: number }>(
    `SELECT count(*) AS count FROM {company_row} WHERE entity = ? AND scope_id IN (SELECT value FROM json_each(?)) AND is_deleted = 0`,
    [entity, JSON.stringify(scopeIds)],
  );
  return row?.count ?? 0;
}

/** Row versions: (from, to]. */
export interface VersionRange {
  readonly from: number;
  readonly to: number;
}

/** Rows that changed in a range, each once in its last state. One that changes meanwhile leaves the range and comes with the next. */
export async function* changedPages(reader: Reader, { entity, scopeIds }: Scoped, range: VersionRange): AsyncGenerator<KeptRow[]> {
  for (const scopeId of scopeIds) {
    for (let after = range.from; ;) {
      const page: KeptRow[] = await reader.query<KeptRow>(
        `SELECT ${COLUMNS} FROM {company_row} WHERE entity = ? AND scope_id = ? AND version > ? AND version <= ? ORDER BY version LIMIT ${PAGE}`,
        [entity, scopeId, after, range.to],
      );
      if (page.length > 0) yield page;
      if (page.length < PAGE) break;
      after = page.at(-1)?.version ?? range.to;
    }
  }
}

/** The range with nothing before its first and after its last change: the same for all whose ranges hold the same rows. */
export async function tightRange(
  reader: Reader,
  { entity, scopeIds }: Scoped,
  { from, to }: VersionRange,
): Promise<VersionRange | undefined> {
  const row = await reader.first<{ first: number | null; last: number | null }>(
    `SELECT min(version) AS first, max(version) AS last FROM {company_row}
     WHERE entity = ? AND scope_id IN (SELECT value FROM json_each(?)) AND version > ? AND version <= ?`,
    [entity, JSON.stringify(scopeIds), from, to],
  );
  if (row?.first == null || row.last === null) return undefined;
  return { from: row.first - 1, to: row.last };
}

/** The newest change of any of the entities in any of the scopes; 0 when there never was one. */
export async function newestVersion(reader: Reader, entities: readonly string[], scopeIds: readonly string[]): Promise<number> {
  const row = await reader.first<{ version: number | null }>(
    `SELECT max(version) AS version FROM {scope_version}
     WHERE entity IN (SELECT value FROM json_each(?)) AND scope_id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(entities), JSON.stringify(scopeIds)],
  );
  return row?.version ?? 0;
}
