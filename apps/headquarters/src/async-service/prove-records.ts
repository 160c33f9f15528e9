import type { Reader } from '@app/database';
import type { proofAnswer, proofRequest } from '@app/protocol';
import type { z } from 'zod';

/** Compares what a box says it sent with what is held, record by record. */
export async function proveRecords(reader: Reader, { box, records }: z.output<typeof proofRequest>): Promise<z.output<typeof proofAnswer>> {
  const rows = await reader.query<{ counter: number; digest: string }>(
    `SELECT counter, digest FROM {record}
     WHERE channel_database_id = ? AND instance_id = ? AND epoch = ? AND fork = ? AND counter IN (SELECT value FROM json_each(?))`,
    [box.channelDatabaseId, box.instanceId, box.epoch, box.fork, JSON.stringify(records.map(({ counter }) => counter))],
  );
  const known = new Set(rows.map(({ counter }) => counter));
  const exact = new Set(rows.map(({ counter, digest }) => `${counter} ${digest}`));
  const notExact = records.filter(({ counter, digest }) => !exact.has(`${counter} ${digest}`)).map(({ counter }) => counter);
  return {
    held: records.length - notExact.length,
    missing: notExact.filter((counter) => !known.has(counter)),
    different: notExact.filter((counter) => known.has(counter)),
  };
}
