import type { Tx } from '@app/database';
import type { BoxIdentity, SaleBody } from '@app/protocol';
import type { JudgedRecord } from '../async-service/judge-record';
import { raiseAlarm } from './alarms';
import { nextArrival, type ArrivedSale } from './arrivals';
import { checkChain } from './register-chain';

/** `held` records count; a `duplicate` is held elsewhere already; a `quarantined` one waits for a person. */
type RecordState = 'held' | 'duplicate' | 'quarantined';

export interface Arrival {
  readonly box: BoxIdentity;
  readonly branch: number;
  readonly now: number;
}

interface KeptRecord {
  /** Whether it counts. */
  readonly state: RecordState;
  /** The day it belongs to, where it is a sale that counts. */
  readonly sale: ArrivedSale | null;
}

/** Stores a record exactly as it came, with the columns it is looked up by. */
export async function keepRecord(tx: Tx, record: JudgedRecord, { box, branch, now }: Arrival): Promise<KeptRecord> {
  const { state, reason } = await stateOf(tx, record);
  const header = record.decoded?.header;
  const receiptNumber = receiptNumberOf(record);
  if (header && record.isHeld) await checkChain(tx, { header, digest: record.digest, receiptNumber }, { box, branch, now });
  const arrival = state === 'held' ? await nextArrival(tx) : null;
  const columns = {
    channel_database_id: box.channelDatabaseId, instance_id: box.instanceId, epoch: box.epoch, fork: box.fork, branch,
    counter: record.counter, record_id: header?.recordId ?? null, digest: record.digest, type: header?.type ?? 'unreadable', state, reason,
    legal_entity_id: header?.legalEntityId ?? null, channel_id: header?.channelId ?? null, register_id: header?.registerId ?? null,
    sequence: header?.sequence ?? null, at: header?.at ?? null, business_date: header?.businessDate ?? null,
    shift_id: header?.shiftId ?? null, staff_id: header?.staffId ?? null, receipt_number: receiptNumber,
    currency: record.sale?.currency ?? null, gross: record.sale?.gross ?? null,
    bytes: record.line, signature: record.signature, key_id: record.keyId, received_at: now, arrival,
  }; // prettier-ignore
  const names = Object.keys(columns);
  await tx.run(`INSERT INTO {record} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`, Object.values(columns));
  if (state === 'quarantined') await alarm(tx, record, reason, { box, branch, now });
  const [channelId, businessDate] = [header?.channelId, header?.businessDate];
  const isSale = header?.type === 'sale' && channelId && businessDate;
  return { state, sale: isSale && arrival !== null ? { channelId, businessDate, arrival, now } : null };
}

async function stateOf(tx: Tx, record: JudgedRecord): Promise<{ state: RecordState; reason: string | null }> {
  if (!record.isHeld || !record.decoded) return { state: 'quarantined', reason: record.reason };
  const others = await tx.query<{ digest: string }>(`SELECT digest FROM {record} WHERE record_id = ? AND state <> 'duplicate'`, [
    record.decoded.header.recordId,
  ]);
  if (others.some(({ digest }) => digest !== record.digest)) return { state: 'quarantined', reason: 'other-content' };
  return others.length > 0 ? { state: 'duplicate', reason: record.reason } : { state: 'held', reason: record.reason };
}

/** What people call a sale by; other records have none. */
export function receiptNumberOf({ decoded }: JudgedRecord): string | null {
  return decoded?.type === 'sale' ? (decoded.body as SaleBody).receiptNumber : null;
}

async function alarm(tx: Tx, record: JudgedRecord, reason: string | null, { box, branch, now }: Arrival): Promise<void> {
  const { channelDatabaseId, instanceId, epoch, fork } = box;
  await raiseAlarm(tx, {
    kind: reason === 'other-content' ? 'record.conflict' : 'record.quarantined',
    channelDatabaseId,
    subject: `${instanceId}/${epoch}/${fork}/${branch}/${record.counter}`,
    details: { reason, recordId: record.decoded?.header.recordId ?? null, digest: record.digest },
    at: now,
  });
}
