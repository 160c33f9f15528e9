import type { Reader } from '@app/database';
import type { Capsule } from '@app/protocol';
import type { RegisterHead } from '../journal/import/behind';
import { CAPSULE_COLUMNS, capsuleOf, type CapsuleRow } from '../journal/record-row';

/** The newest of a kind are what matters: they say how far the history goes. */
const MOST_OF_A_KIND = 100;

/** Beyond the heads a register showed, in their order: the answers that carried them were lost, or it lost its memory. */
export async function capsulesBeyond(
  reader: Reader,
  { channelId, registerId }: Pick<RegisterHead, 'channelId' | 'registerId'>,
  shown: readonly Pick<RegisterHead, 'type' | 'sequence'>[],
): Promise<Capsule[]> {
  const capsules: Capsule[] = [];
  for (const { type, sequence } of await headsHere(reader, channelId, registerId)) {
    const from = shown.find((head) => head.type === type)?.sequence ?? 0;
    if (sequence <= from) continue;
    const sql =
      `SELECT ${CAPSULE_COLUMNS} FROM {record} WHERE channel_id = ? AND register_id = ? AND type = ? AND sequence > ? ` +
      'ORDER BY sequence DESC, record_id';
    const rows = await reader.page<CapsuleRow>(sql, [channelId, registerId, type, from], MOST_OF_A_KIND);
    capsules.push(...rows.toReversed().map(capsuleOf));
  }
  return capsules;
}

/** The box's own that headquarters has not acknowledged: no register shows heads of them, so each is given them again and again. */
export async function ownCapsulesWaiting(reader: Reader): Promise<Capsule[]> {
  const capsules: Capsule[] = [];
  for (const { type } of await headsHere(reader, '', '')) {
    const sql =
      `SELECT ${CAPSULE_COLUMNS} FROM {record} AS r WHERE channel_id IS NULL AND register_id IS NULL AND type = ? AND NOT EXISTS (` +
      'SELECT s.epoch FROM {upload_state} AS s WHERE s.instance_id = r.instance_id AND s.epoch = r.epoch AND s.fork = r.fork ' +
      'AND s.acknowledged_counter >= r.counter) ORDER BY sequence DESC, record_id';
    const rows = await reader.page<CapsuleRow>(sql, [type], MOST_OF_A_KIND);
    capsules.push(...rows.toReversed().map(capsuleOf));
  }
  return capsules;
}

/** Empty keys stand for the box itself. */
function headsHere(reader: Reader, channelId: string, registerId: string): Promise<Pick<RegisterHead, 'type' | 'sequence'>[]> {
  return reader.query('SELECT type, sequence FROM {chain_head} WHERE channel_id = ? AND register_id = ? ORDER BY type', [
    channelId,
    registerId,
  ]);
}
