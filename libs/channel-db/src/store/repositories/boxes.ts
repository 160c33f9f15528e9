import { insertRows, type Reader, type RowOf, type Tx } from '@app/database';
import { DomainError, type Instant } from '@app/kernel';
import { GENESIS, type BoxIdentity } from '@app/protocol';
import { ensureStream } from '../journal/import/advance-from-import';
import { fallBehindAsOlderCopy, settleBehind } from '../journal/import/behind';
import { boxTable, type BoxState } from '../tables/box';
import { raiseAlarm } from './alarms';

export interface Box {
  readonly identity: BoxIdentity;
  readonly state: BoxState;
  readonly lastCounter: number;
  readonly lastHead: string;
  readonly dataGroupId: string;
  readonly headquartersUrl: string;
  /** Raw Ed25519 public key, base64. */
  readonly headquartersKey: string;
  readonly enrolledAt: Instant;
}

/** Who this box is; undefined until it was enrolled. */
export async function findBox(reader: Reader): Promise<Box | undefined> {
  const row = await reader.first<RowOf<typeof boxTable>>(
    'SELECT channel_database_id, instance_id, epoch, fork, state, last_counter, last_head, data_group_id, headquarters_url, ' +
      'headquarters_key, enrolled_at FROM {box} WHERE box_number = 1',
  );
  return row && boxOf(row);
}

export interface Enrolment {
  readonly channelDatabaseId: string;
  readonly instanceId: string;
  readonly epoch: number;
  readonly dataGroupId: string;
  readonly headquartersUrl: string;
  readonly headquartersKey: string;
}

/** The box begins its history. Repeating the same enrolment changes nothing; another one over it is refused. */
export async function saveEnrolment(tx: Tx, enrolment: Enrolment, now: Instant): Promise<void> {
  const known = await findBox(tx);
  if (known) return refuseOther(known, enrolment);
  const { instanceId, epoch } = enrolment;
  await insertRows(tx, boxTable, [
    {
      box_number: 1,
      channel_database_id: enrolment.channelDatabaseId,
      instance_id: instanceId,
      epoch,
      fork: 0,
      state: 'ready',
      last_counter: 0,
      last_head: GENESIS,
      data_group_id: enrolment.dataGroupId,
      headquarters_url: enrolment.headquartersUrl,
      headquarters_key: enrolment.headquartersKey,
      missing_heads: '[]',
      awaited_devices: null,
      file_mark: null,
      enrolled_at: now,
      changed_at: now,
    },
  ]);
  await ensureStream(tx, { instanceId, epoch, fork: 0 });
}

/**
 * A store that another box wrote goes on on this one, under the identity this one was enrolled with: another instance, the next epoch,
 * counters from 1. What that box had not sent up is still sent, under its own name. All registers are awaited before anything is
 * numbered, because they may hold more than this copy. Repeating it changes nothing.
 */
export async function takeOverStore(tx: Tx, enrolment: Enrolment, now: Instant): Promise<void> {
  const known = await findBox(tx);
  const { channelDatabaseId, instanceId, epoch } = enrolment;
  if (known?.identity.channelDatabaseId !== channelDatabaseId) throw new DomainError('backup.other-store', 'the copy is of another store');
  if (known.identity.instanceId === instanceId) return;
  await tx.run(
    'UPDATE {box} SET instance_id = ?, epoch = ?, fork = 0, state = ?, last_counter = 0, last_head = ?, data_group_id = ?, headquarters_url = ?, ' +
      "headquarters_key = ?, missing_heads = '[]', awaited_devices = NULL, file_mark = NULL, enrolled_at = ?, changed_at = ? WHERE box_number = 1",
    [instanceId, epoch, 'ready', GENESIS, enrolment.dataGroupId, enrolment.headquartersUrl, enrolment.headquartersKey, now, now],
  );
  // The box's own chain is the box's: the next one begins another.
  await tx.run("DELETE FROM {chain_head} WHERE channel_id = '' AND register_id = ''");
  await ensureStream(tx, { instanceId, epoch, fork: 0 });
  await fallBehindAsOlderCopy(tx, { reason: 'taken-over', from: known.identity.instanceId }, now);
  await settleBehind(tx, now);
}

/** Headquarters named the history of this box a fork: counters and receipt series begin anew under it, and everybody is told. */
export async function adoptFork(tx: Tx, fork: number, now: Instant): Promise<void> {
  const { changes } = await tx.run(
    'UPDATE {box} SET fork = ?, last_counter = 0, last_head = ?, changed_at = ? WHERE box_number = 1 AND fork < ?',
    [fork, GENESIS, now, fork],
  );
  if (changes === 0) return;
  await tx.run('UPDATE {chain_head} SET receipt_sequence = 0 WHERE receipt_sequence > 0');
  const box = await findBox(tx);
  if (box) await ensureStream(tx, box.identity);
  await raiseAlarm(tx, { code: 'box.fork', subject: String(fork), details: { fork } }, now);
}

/** Another box took over. This one numbers nothing more; what it holds is still taken. */
export async function supersedeBox(tx: Tx, now: Instant): Promise<void> {
  await tx.run("UPDATE {box} SET state = 'superseded', changed_at = ? WHERE box_number = 1", [now]);
  await raiseAlarm(tx, { code: 'box.superseded', subject: 'box', details: {} }, now);
}

function refuseOther(known: Box, enrolment: Enrolment): void {
  const { identity } = known;
  const isSame = identity.channelDatabaseId === enrolment.channelDatabaseId && identity.instanceId === enrolment.instanceId;
  if (!isSame || identity.epoch !== enrolment.epoch) throw new DomainError('box.enrolled-already', 'the box is enrolled as another one');
}

function boxOf(row: RowOf<typeof boxTable>): Box {
  return {
    identity: { channelDatabaseId: row.channel_database_id, instanceId: row.instance_id, epoch: row.epoch, fork: row.fork },
    state: row.state,
    lastCounter: row.last_counter,
    lastHead: row.last_head,
    dataGroupId: row.data_group_id,
    headquartersUrl: row.headquarters_url,
    headquartersKey: row.headquarters_key,
    enrolledAt: row.enrolled_at,
  };
}
