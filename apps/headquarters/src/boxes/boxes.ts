import type { Reader, Tx } from '@app/database';
import { DomainError } from '@app/kernel';
import type { BoxIdentity } from '@app/protocol';

type BoxState = 'active' | 'superseded';

/** A box that redeemed an enrolment code. */
export interface EnrolledBox {
  readonly instanceId: string;
  readonly channelDatabaseId: string;
  readonly epoch: number;
  /** A superseded box may hand in what it still has, and nothing else. */
  readonly state: BoxState;
  readonly boxKey: string;
  readonly consoleKey: string;
}

export interface BoxListing extends EnrolledBox {
  readonly serial: string | null;
  readonly softwareVersion: string;
  readonly enrolledAt: number;
  readonly supersededAt: number | null;
  readonly lastSeenAt: number | null;
  readonly heartbeat: unknown;
  readonly heartbeatAt: number | null;
}

const COLUMNS = `instance_id AS "instanceId", channel_database_id AS "channelDatabaseId", epoch, state, box_key AS "boxKey", console_key AS "consoleKey"`;
const MORE = `serial, software_version AS "softwareVersion", enrolled_at AS "enrolledAt", superseded_at AS "supersededAt",
  last_seen_at AS "lastSeenAt", heartbeat, heartbeat_at AS "heartbeatAt"`;

export function findBox(reader: Reader, instanceId: string): Promise<EnrolledBox | undefined> {
  return reader.first<EnrolledBox>(`SELECT ${COLUMNS} FROM {box} WHERE instance_id = ?`, [instanceId]);
}

export async function listBoxes(reader: Reader): Promise<BoxListing[]> {
  const rows = await reader.query<Omit<BoxListing, 'heartbeat'> & { heartbeat: string | null }>(
    `SELECT ${COLUMNS}, ${MORE} FROM {box} ORDER BY channel_database_id, epoch`,
  );
  return rows.map((row) => ({ ...row, heartbeat: row.heartbeat === null ? null : (JSON.parse(row.heartbeat) as unknown) }));
}

/** The boxes that served a store before an epoch, oldest first. */
export function predecessorsOf(
  reader: Reader,
  { channelDatabaseId, epoch }: Pick<EnrolledBox, 'channelDatabaseId' | 'epoch'>,
): Promise<Pick<EnrolledBox, 'instanceId' | 'epoch' | 'boxKey'>[]> {
  return reader.query(
    `SELECT instance_id AS "instanceId", epoch, box_key AS "boxKey" FROM {box} WHERE channel_database_id = ? AND epoch < ? ORDER BY epoch`,
    [channelDatabaseId, epoch],
  );
}

export async function noteSeen(tx: Tx, instanceId: string, now: number): Promise<void> {
  await tx.run(`UPDATE {box} SET last_seen_at = ? WHERE instance_id = ?`, [now, instanceId]);
}

export async function noteHeartbeat(tx: Tx, instanceId: string, heartbeat: { softwareVersion: string }, now: number): Promise<void> {
  await tx.run(`UPDATE {box} SET heartbeat = ?, heartbeat_at = ?, software_version = ? WHERE instance_id = ?`, [
    JSON.stringify(heartbeat),
    now,
    heartbeat.softwareVersion,
    instanceId,
  ]);
}

/**
 * Keys that may have signed the records of a line: that of the box that wrote it, and the sender's own. The line must be one of the sender's own channel database: its own,
 * or that of a box it replaced and whose capsules it was given.
 */
export async function publicKeys(reader: Reader, line: BoxIdentity, sender: EnrolledBox): Promise<Map<string, string>> {
  const box = await findBox(reader, line.instanceId);
  const isOwn = line.channelDatabaseId === sender.channelDatabaseId && box?.channelDatabaseId === sender.channelDatabaseId;
  if (!isOwn || box.epoch !== line.epoch || line.epoch > sender.epoch) {
    throw new DomainError('upload.other-box', 'the records are not of this channel database and enrolment');
  }
  return new Map([box, sender].map(({ instanceId, boxKey }) => [`box:${instanceId}`, boxKey]));
}
