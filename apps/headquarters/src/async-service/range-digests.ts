import type { Reader } from '@app/database';
import { GENESIS, headAfter, type rangeAnswer, type rangeQuery } from '@app/protocol';
import type { z } from 'zod';

/** Count and digest of the records that are held of each range. Where copies of a box went apart, both count: then records are asked for one by one. */
export async function rangeDigests(reader: Reader, { box, ranges }: z.output<typeof rangeQuery>): Promise<z.output<typeof rangeAnswer>> {
  const answers: z.output<typeof rangeAnswer>['ranges'] = [];
  for (const { fromCounter, toCounter } of ranges) {
    const rows = await reader.query<{ digest: string }>(
      `SELECT digest FROM {record} WHERE channel_database_id = ? AND instance_id = ? AND epoch = ? AND fork = ? AND counter BETWEEN ? AND ?
       ORDER BY counter, branch`,
      [box.channelDatabaseId, box.instanceId, box.epoch, box.fork, fromCounter, toCounter],
    );
    answers.push({ fromCounter, toCounter, count: rows.length, digest: headAfter(GENESIS, rows.map(({ digest }) => digest)) }); // prettier-ignore
  }
  return { ranges: answers };
}
