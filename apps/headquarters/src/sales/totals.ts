import type { Reader } from '@app/database';

/** What a channel sold on a business day in one currency. */
export interface SalesTotal {
  readonly channelId: string;
  readonly businessDate: string;
  readonly currency: string;
  readonly count: number;
  /** Minor units; returns are negative. A text, because a sum of many may exceed 2^53. */
  readonly gross: string;
}

export interface TotalsFilter {
  readonly channelId?: string;
  readonly channelDatabaseId?: string;
  readonly from?: string;
  readonly to?: string;
}

/** Every sale that counts, once: not what is quarantined, not what arrived twice. */
export function salesTotals(reader: Reader, { channelId, channelDatabaseId, from, to }: TotalsFilter): Promise<SalesTotal[]> {
  return reader.query<SalesTotal>(
    `SELECT channel_id AS "channelId", business_date AS "businessDate", currency, count(*) AS count, CAST(sum(gross) AS TEXT) AS gross
     FROM {record}
     WHERE gross IS NOT NULL AND type = 'sale' AND state = 'held'
       AND channel_id = coalesce(?, channel_id) AND channel_database_id = coalesce(?, channel_database_id)
       AND business_date BETWEEN coalesce(?, '0000-00-00') AND coalesce(?, '9999-99-99')
     GROUP BY channel_id, business_date, currency ORDER BY channel_id, business_date, currency`,
    [channelId ?? null, channelDatabaseId ?? null, from ?? null, to ?? null],
  );
}

/** Up to where a line of a box is held: all of it, without a gap. */
export interface DeliveredLine {
  readonly channelDatabaseId: string;
  readonly instanceId: string;
  readonly epoch: number;
  readonly fork: number;
  /** 0 for the line itself; n for the tail that became fork n. */
  readonly branch: number;
  readonly counter: number;
  readonly head: string;
  readonly updatedAt: number;
}

export function deliveredLines(reader: Reader): Promise<DeliveredLine[]> {
  return reader.query<DeliveredLine>(
    `SELECT channel_database_id AS "channelDatabaseId", instance_id AS "instanceId", epoch, fork, branch, counter, head, updated_at AS "updatedAt"
     FROM {upload_line} ORDER BY channel_database_id, epoch, fork, branch`,
  );
}
