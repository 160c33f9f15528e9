import type { Reader } from '@app/database';

/** Records of one line that were acknowledged and are not here: numbers from one to another, both included. */
export interface MissingRange {
  readonly from: number;
  readonly to: number;
}

export interface LineStanding {
  readonly channelDatabaseId: string;
  readonly instanceId: string;
  readonly epoch: number;
  readonly fork: number;
  readonly branch: number;
  /** Everything up to this counter was acknowledged. */
  readonly counter: number;
  readonly recordCount: number;
  readonly missing: readonly MissingRange[];
}

export interface ChainStanding {
  readonly registerId: string;
  readonly type: string;
  readonly lastSequence: number;
  readonly recordCount: number;
  readonly missing: readonly MissingRange[];
}

const MOST_RANGES = 100;

type LineRow = Omit<LineStanding, 'missing' | 'recordCount'> & { baseCounter: number };

/** The lines of the channel database that a channel belongs to: what each acknowledged, holds and misses. */
export async function lineStandings(reader: Reader, channelId: string): Promise<LineStanding[]> {
  const lines = await reader.query<LineRow>(
    `SELECT l.channel_database_id AS "channelDatabaseId", instance_id AS "instanceId", epoch, fork, branch, counter, base_counter AS "baseCounter"
     FROM {upload_line} l JOIN {channel_database_channel} c ON c.channel_database_id = l.channel_database_id
     WHERE c.channel_id = ? ORDER BY epoch, fork, branch`,
    [channelId],
  );
  return Promise.all(lines.map((line) => standingOf(reader, line)));
}

async function standingOf(reader: Reader, { baseCounter, ...line }: LineRow): Promise<LineStanding> {
  const { channelDatabaseId, instanceId, epoch, fork, branch, counter } = line;
  const rows = await reader.query<MissingRange & { recordCount: number }>(
    `WITH numbers AS (
       SELECT counter FROM {record} WHERE channel_database_id = ? AND instance_id = ? AND epoch = ? AND fork = ? AND branch = ?
       UNION ALL VALUES (?), (?)),
     steps AS (SELECT counter + 1 AS "from", lead(counter) OVER (ORDER BY counter) - 1 AS "to", count(*) OVER () - 2 AS "recordCount" FROM numbers)
     SELECT "from", "to", "recordCount" FROM steps WHERE "to" >= "from" OR "to" IS NULL LIMIT ${MOST_RANGES + 1}`,
    [channelDatabaseId, instanceId, epoch, fork, branch, baseCounter, counter + 1],
  );
  const missing = rows.flatMap(({ from, to }) => ((to as number | null) === null ? [] : [{ from, to }]));
  return { ...line, recordCount: rows[0]?.recordCount ?? 0, missing };
}

/** By the index of chains. */
const OF_CHANNEL = `channel_database_id = (SELECT channel_database_id FROM {channel_database_channel} WHERE channel_id = ?) AND channel_id = ?`;

/** Each register's own numbers, by type of record: what is held and what is missing between the first and the last. */
export async function chainStandings(reader: Reader, channelId: string): Promise<ChainStanding[]> {
  const chains = await reader.query<Omit<ChainStanding, 'missing'>>(
    `SELECT register_id AS "registerId", type, max(sequence) AS "lastSequence", count(DISTINCT sequence) AS "recordCount"
     FROM {record} WHERE ${OF_CHANNEL} AND register_id IS NOT NULL AND sequence IS NOT NULL GROUP BY register_id, type ORDER BY register_id, type`,
    [channelId, channelId],
  );
  const gaps = await reader.query<MissingRange & { registerId: string; type: string }>(
    `WITH steps AS (
       SELECT register_id, type, coalesce(lag(sequence) OVER (PARTITION BY register_id, type ORDER BY sequence), 0) + 1 AS "from", sequence - 1 AS "to"
       FROM {record} WHERE ${OF_CHANNEL} AND register_id IS NOT NULL AND sequence IS NOT NULL)
     SELECT register_id AS "registerId", type, "from", "to" FROM steps WHERE "to" >= "from" ORDER BY register_id, type, "from" LIMIT ${MOST_RANGES}`,
    [channelId, channelId],
  );
  const isOf = (chain: { registerId: string; type: string }) => (gap: { registerId: string; type: string }) =>
    gap.registerId === chain.registerId && gap.type === chain.type;
  return chains.map((chain) => ({ ...chain, missing: gaps.filter(isOf(chain)).map(({ from, to }) => ({ from, to })) }));
}

/** What the sales of a shift add up to, in minor units. */
export interface ShiftSum {
  readonly shiftId: string | null;
  readonly businessDate: string;
  readonly registerId: string;
  readonly currency: string;
  readonly count: number;
  readonly gross: string;
}

/** Sales that count, per shift, of a range of business days. */
export function shiftSums(
  reader: Reader,
  channelId: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<ShiftSum[]> {
  return reader.query<ShiftSum>(
    `SELECT shift_id AS "shiftId", business_date AS "businessDate", min(register_id) AS "registerId", currency, count(*) AS count,
       CAST(sum(gross) AS TEXT) AS gross
     FROM {record} WHERE channel_id = ? AND business_date BETWEEN ? AND ? AND gross IS NOT NULL AND type = 'sale' AND state = 'held'
     GROUP BY business_date, shift_id, currency ORDER BY business_date, min(at)`,
    [channelId, from, to],
  );
}
