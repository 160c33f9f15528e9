import { valuesList, type Reader, type Tx } from '@app/database';
import type { Instant } from '@app/kernel';
import type { HistoryPoint } from '@app/platform';

export interface HistoryRange {
  /** Points are after it. */
  readonly after: Instant;
  readonly until: Instant;
}

export const HISTORY_KEPT_MS = 14 * 86_400_000;
const PAGE = 500;

/** Keeps points as the box told them, each once however often it came. */
export async function noteHistory(tx: Tx, instanceId: string, points: readonly HistoryPoint[], now: Instant): Promise<void> {
  if (points.length === 0) return;
  const values = points.flatMap(({ at, figures }) => [instanceId, at, JSON.stringify(figures)]);
  await tx.run(
    `INSERT INTO {box_history} (instance_id, at, figures) VALUES ${valuesList(points.length, 3)} ON CONFLICT (instance_id, at) DO NOTHING`,
    values,
  );
  await tx.run(`DELETE FROM {box_history} WHERE instance_id = ? AND at <= ?`, [instanceId, now - HISTORY_KEPT_MS]);
}

/** Oldest first. */
export async function* historyOf(reader: Reader, instanceId: string, { after, until }: HistoryRange): AsyncGenerator<HistoryPoint[]> {
  for (let from = after; ;) {
    const rows = await reader.query<{ at: number; figures: string }>(
      `SELECT at, figures FROM {box_history} WHERE instance_id = ? AND at > ? AND at <= ? ORDER BY at LIMIT ${PAGE}`,
      [instanceId, from, until],
    );
    if (rows.length === 0) return;
    yield rows.map(({ at, figures }) => ({ at, figures: JSON.parse(figures) as HistoryPoint['figures'] }));
    from = rows.at(-1)!.at;
  }
}
