import type { Tx } from '@app/database';
import { GENESIS, type BoxIdentity, type RecordHeader } from '@app/protocol';
import { raiseAlarm } from './alarms';

interface ChainLink {
  readonly header: RecordHeader;
  readonly digest: string;
  readonly receiptNumber: string | null;
}

/** Where and when it came. */
interface Place {
  readonly box: BoxIdentity;
  readonly branch: number;
  readonly now: number;
}

/** Why a record does not go on its register's own chain. */
type ChainBreak = 'predecessor-missing' | 'other-predecessor' | 'number-twice';

/**
 * A register counts and chains its records of each type by itself, whichever box writes them. A record that does not follow the one
 * before it is kept like any other; somebody is told which it is. Call it before the record is kept.
 */
export async function checkChain(tx: Tx, link: ChainLink, { box, branch, now }: Place): Promise<void> {
  const reason = await breakOf(tx, link, box, branch);
  if (!reason) return;
  const { header, digest, receiptNumber } = link;
  const { channelId, registerId, type, sequence, recordId } = header;
  await raiseAlarm(tx, {
    kind: 'register.chain-broken',
    channelDatabaseId: box.channelDatabaseId,
    subject: [channelId, registerId, type, sequence, digest.slice(0, 8)].join('/'),
    details: { reason, receiptNumber, recordId, channelId, registerId, type, sequence },
    at: now,
  });
}

interface Neighbour extends Omit<BoxIdentity, 'channelDatabaseId'> {
  readonly branch: number;
  readonly sequence: number;
  readonly digest: string;
}

async function breakOf(tx: Tx, { header, digest }: ChainLink, box: BoxIdentity, branch: number): Promise<ChainBreak | null> {
  const { channelId, registerId, type, sequence, previousDigest } = header;
  const found = await tx.query<Neighbour>(
    `SELECT instance_id AS "instanceId", epoch, fork, branch, sequence, digest FROM {record}
     WHERE channel_database_id = ? AND channel_id IS ? AND register_id IS ? AND type = ? AND sequence IN (?, ?)`,
    [box.channelDatabaseId, channelId, registerId, type, sequence - 1, sequence],
  );
  // The chain of a box itself is that box's own; the one that takes over begins another.
  const near = registerId === null ? found.filter((one) => one.instanceId === box.instanceId) : found;
  const isOther = (one: Neighbour) => one.sequence === sequence && one.digest !== digest && !isForkOf(one, box, branch);
  if (near.some(isOther)) return 'number-twice';
  if (sequence === 1) return previousDigest === GENESIS ? null : 'other-predecessor';
  const before = near.filter((one) => one.sequence === sequence - 1);
  if (before.length === 0) return 'predecessor-missing';
  return before.some((one) => one.digest === previousDigest) ? null : 'other-predecessor';
}

/** Two copies of a box both go on from the same record; that they do is told by another alarm. */
function isForkOf(one: Neighbour, { instanceId, epoch, fork }: BoxIdentity, branch: number): boolean {
  return one.instanceId === instanceId && one.epoch === epoch && (one.fork !== fork || one.branch !== branch);
}
