import type { Reader } from '@app/database';
import { GENESIS, type BoxIdentity } from '@app/protocol';
import type { UploadLine } from './upload-lines';

/** Records of a line that were acknowledged together: after `from`, up to and with `to`. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly headBefore: string;
  readonly headAfter: string;
  /** Digests that are held, by counter. */
  readonly digests: ReadonlyMap<number, string>;
}

const OF_LINE = `channel_database_id = ? AND instance_id = ? AND epoch = ? AND fork = ? AND branch = ?`;

/** The stretch a record of a line lies in. What came before batches were noted is one stretch. */
export async function stretchOf(reader: Reader, box: BoxIdentity, line: UploadLine, counter: number): Promise<Stretch> {
  const ofLine = [box.channelDatabaseId, box.instanceId, box.epoch, box.fork, line.branch];
  const batch = await reader.first<{ fromCounter: number; toCounter: number; before: string; after: string }>(
    `SELECT from_counter AS "fromCounter", to_counter AS "toCounter", previous_head AS "before", head AS "after" FROM {upload_session}
     WHERE ${OF_LINE} AND to_counter >= ? AND outcome <> 'resent' ORDER BY to_counter LIMIT 1`,
    [...ofLine, counter],
  );
  const bounds = boundsOf(line, counter, batch);
  const rows = await reader.query<{ counter: number; digest: string }>(
    `SELECT counter, digest FROM {record} WHERE ${OF_LINE} AND counter > ? AND counter <= ? ORDER BY counter`,
    [...ofLine, bounds.from, bounds.to],
  );
  return { ...bounds, digests: new Map(rows.map((row) => [row.counter, row.digest])) };
}

function boundsOf(
  line: UploadLine,
  counter: number,
  batch: { fromCounter: number; toCounter: number; before: string; after: string } | undefined,
): Omit<Stretch, 'digests'> {
  if (batch && batch.fromCounter <= counter) {
    return { from: batch.fromCounter - 1, to: batch.toCounter, headBefore: batch.before, headAfter: batch.after };
  }
  const end = batch ? { to: batch.fromCounter - 1, headAfter: batch.before } : { to: line.counter, headAfter: line.head };
  return { from: line.baseCounter, headBefore: GENESIS, ...end };
}
