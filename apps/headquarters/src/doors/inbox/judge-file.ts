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
    const before = await countOf(reader, `{series_row} WHERE series = ? AND entity = ?`, [series ?? '', entity]);
    const now = await countOf(reader, `{inbox_row} WHERE file_id = ? AND entity = ? AND body IS NOT NULL`, [fileId, entity]);
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

async function countOf(reader: Reader, where: string, parameters: readonly string[]): Promise<number> {
  const row = await reader.first<{ count: number }>(`SELECT count(*) AS count FROM ${where}`, parameters);
  return row?.count ?? 0;
}

/** Prices that are there already, and how many of them the file sets to another amount. */
async function changedPrices(reader: Reader, fileId: string): Promise<{ known: number; changed: number }> {
  const row = await reader.first<{ known: number; changed: number | null }>(
    `SELECT count(*) AS known, sum(json_extract(c.body, '$.unitPrice') <> json_extract(i.body, '$.unitPrice')) AS changed
     FROM {inbox_row} i JOIN {company_row} c ON c.entity = i.entity AND c.row_key = i.row_key AND c.is_deleted = 0
     WHERE i.file_id = ? AND i.entity = 'price' AND i.body IS NOT NULL`,
    [fileId],
  );
  return { known: row?.known ?? 0, changed: row?.changed ?? 0 };
}
