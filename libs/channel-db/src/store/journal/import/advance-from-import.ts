import { upsertRows, type Tx } from '@app/database';
import type { Instant } from '@app/kernel';
import { GENESIS, nextHead, type RecordHeader } from '@app/protocol';
import { chainHeadTable } from '../../tables/box';
import { chainOf } from '../numbering';
import type { Stream } from '../record-types';

/** Chains, counters and upload heads go on behind what was imported. */
export async function advanceFromImport(tx: Tx, imported: readonly RecordHeader[], now: Instant): Promise<void> {
  for (const header of imported) await advanceChain(tx, header);
  for (const stream of streamsOf(imported)) {
    await ensureStream(tx, stream);
    await continueStream(tx, stream, now);
  }
}

/** Upload heads and the counter follow what is stored of a history. */
export async function continueStream(tx: Tx, stream: Stream, now: Instant): Promise<void> {
  await linkUploadHeads(tx, stream);
  await advanceOwnCounter(tx, stream, now);
}

/** A receipt number is taken by every record of a sale chain, so the running number moves as far as the sequence does. */
async function advanceChain(tx: Tx, header: RecordHeader): Promise<void> {
  const { head } = await chainOf(tx, header.channelId, header.registerId, header.type);
  const distance = header.sequence - head.sequence;
  if (distance <= 0) return;
  const stored = await tx.first<{ digest: string; bytes: string }>('SELECT digest, bytes FROM {record} WHERE record_id = ?', [
    header.recordId,
  ]);
  if (!stored) return;
  const isSale = header.type === 'sale' || header.type === 'training-sale';
  const { body } = JSON.parse(stored.bytes) as { body: { perpetualTotal?: string } };
  await upsertRows(tx, chainHeadTable, [
    {
      ...head,
      sequence: header.sequence,
      digest: stored.digest,
      perpetual_total: header.type === 'sale' ? (body.perpetualTotal ?? head.perpetual_total) : head.perpetual_total,
      receipt_sequence: head.receipt_sequence + (isSale ? distance : 0),
    },
  ]);
}

function streamsOf(headers: readonly RecordHeader[]): Stream[] {
  const streams = new Map<string, Stream>();
  for (const { box, counter } of headers) {
    if (counter !== null) streams.set(`${box.instanceId}/${box.epoch}/${box.fork}`, box);
  }
  return [...streams.values()];
}

/** A history has its own acknowledgement, also one that another box began. */
export async function ensureStream(tx: Tx, { instanceId, epoch, fork }: Stream): Promise<void> {
  const key = [instanceId, epoch, fork];
  const found = await tx.first('SELECT epoch FROM {upload_state} WHERE instance_id = ? AND epoch = ? AND fork = ?', key);
  if (found) return;
  await tx.run(
    'INSERT INTO {upload_state} (instance_id, epoch, fork, acknowledged_counter, acknowledged_head, is_superseded) VALUES (?, ?, ?, 0, ?, 0)',
    [...key, GENESIS],
  );
}

interface Link {
  readonly record_id: string;
  readonly counter: number;
  readonly digest: string;
  readonly upload_head: string | null;
}

/** Gives imported records their upload head as far as the records before them are here. */
async function linkUploadHeads(tx: Tx, { instanceId, epoch, fork }: Stream): Promise<void> {
  const key = [instanceId, epoch, fork];
  const state = await tx.first<{ acknowledged_counter: number; acknowledged_head: string }>(
    'SELECT acknowledged_counter, acknowledged_head FROM {upload_state} WHERE instance_id = ? AND epoch = ? AND fork = ?',
    key,
  );
  const unlinked = await tx.first<{ counter: number | null }>(
    'SELECT MIN(counter) AS counter FROM {record} WHERE instance_id = ? AND epoch = ? AND fork = ? AND upload_head IS NULL',
    key,
  );
  if (!state || unlinked?.counter == null) return;
  const links = await tx.query<Link>(
    'SELECT record_id, counter, digest, upload_head FROM {record} ' +
      'WHERE instance_id = ? AND epoch = ? AND fork = ? AND counter >= ? ORDER BY counter',
    [...key, unlinked.counter - 1],
  );
  const heads = new Map([[0, GENESIS], [state.acknowledged_counter, state.acknowledged_head]]); // prettier-ignore
  for (const link of links) {
    const before = heads.get(link.counter - 1);
    const head = link.upload_head ?? (before && nextHead(before, link.digest));
    if (head === undefined) continue;
    heads.set(link.counter, head);
    if (link.upload_head === null) await tx.run('UPDATE {record} SET upload_head = ? WHERE record_id = ?', [head, link.record_id]);
  }
}

/** The box's own counter never goes back and never gives a number that is taken. */
async function advanceOwnCounter(tx: Tx, { instanceId, epoch, fork }: Stream, now: Instant): Promise<void> {
  const last = await tx.first<{ counter: number; upload_head: string | null }>(
    'SELECT counter, upload_head FROM {record} WHERE instance_id = ? AND epoch = ? AND fork = ? AND counter = ' +
      '(SELECT MAX(counter) AS counter FROM {record} WHERE instance_id = ? AND epoch = ? AND fork = ?)',
    [instanceId, epoch, fork, instanceId, epoch, fork],
  );
  if (!last) return;
  await tx.run(
    'UPDATE {box} SET last_counter = ?, last_head = COALESCE(?, last_head), changed_at = ? ' +
      'WHERE instance_id = ? AND epoch = ? AND fork = ? AND last_counter <= ?',
    [last.counter, last.upload_head, now, instanceId, epoch, fork, last.counter],
  );
}
