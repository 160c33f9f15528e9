import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Reader } from '@app/database';
import type { InboxFile } from './inbox-files';

export interface HoldLimits {
  /** A full file with a smaller share of the rows that its series has is held. */
  readonly leastRowsShare: number;
  /** A full file that changes a greater share of the prices it names is held. */
  readonly mostPricesShare: number;
}

/** Why a person should look at a full file before it counts; undefined when it looks like the ones before. */
export async function holdReason(
  reader: Reader,
  { fileId, series }: Pick<InboxFile, 'fileId' | 'series'>,
  entities: readonly string[],
  limits: HoldLimits,
): Promise<string | undefined> {
  const reasons: string[] = [];
  for (const entity of entities) {
    const before = await seriesCount(reader, series, entity);
    const now = await countOf(reader, fileId, entity);
    if (now < before * limits.leastRowsShare) {
      reasons.push(`${now} ${entity} rows where there were ${before}: less than ${percent(limits.leastRowsShare)}`);
    }
  }
  const { known, changed } = await changedPrices(reader, fileId);
  if (changed > known * limits.mostPricesShare) {
    reasons.push(`${changed} of ${known} prices change: more than ${percent(limits.mostPricesShare)}`);
  }
  return reasons.length === 0 ? undefined : reasons.join('; ');
}

const percent = (share: number): string => `${Math.round(share * 1_000) / 10} %`;

async function seriesCount(reader: Reader, series: string | null, entity: string): Promise<number> {
  const row = await reader.first<{ count: number }>(`SELECT count(*) AS count FROM {series_row} WHERE series = ? AND entity = ?`, [
    series,
    entity,
  ]);
  return row?.count ?? 0;
}

async function countOf(reader: Reader, fileId: string, entity: string): Promise<number> {
  let count = 0;
  for await (const page of stagedPages(reader, fileId, entity)) count += page.length;
  return count;
}

/** Prices that are there already, and how many of them the file sets to another amount. */
async function changedPrices(reader: Reader, fileId: string): Promise<{ known: number; changed: number }> {
  let [known, changed] = [0, 0];
  for await (const page of stagedPages(reader, fileId, 'price')) {
    known += page.filter(({ isChanged }) => isChanged !== null).length;
    changed += page.filter(({ isChanged }) => isChanged === 1).length;
  }
  return { known, changed };
}

interface JudgedRow {
  readonly key: string;
  /** Whether the price is another one; null where there is none yet, and for other entities. */
  readonly isChanged: 0 | 1 | null;
}

/** What a file brings of an entity, in pages: a million rows at once would hold everybody who asks meanwhile. */
async function* stagedPages(reader: Reader, fileId: string, entity: string): AsyncGenerator<JudgedRow[]> {
  for (let after = ''; ;) {
    const page = await reader.query<JudgedRow>(
      `SELECT i.row_key AS "key", json_extract(c.body, '$.unitPrice') <> json_extract(i.body, '$.unitPrice') AS "isChanged"
       FROM {inbox_row} i LEFT JOIN {company_row} c ON c.entity = i.entity AND c.row_key = i.row_key AND c.is_deleted = 0
       WHERE i.file_id = ? AND i.entity = ? AND i.row_key > ? AND i.body IS NOT NULL ORDER BY i.row_key LIMIT ?`,
      [fileId, entity, after, PAGE],
    );
    const last = page.at(-1);
    if (!last) return;
    yield page;
    after = last.key;
    await nextTurn();
  }
}

const PAGE = 2_000;
