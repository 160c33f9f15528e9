import type { Reader } from '@app/database';

/** When a shift was closed last, by channel database: of what arrived here. */
export async function lastClosings(reader: Reader): Promise<Map<string, number>> {
  const rows = await reader.query<{ channelDatabaseId: string; at: number }>(
    `SELECT channel_database_id AS "channelDatabaseId", MAX(at) AS at FROM {record} WHERE type = 'shift-close' GROUP BY channel_database_id`,
  );
  return new Map(rows.map(({ channelDatabaseId, at }) => [channelDatabaseId, at]));
}
