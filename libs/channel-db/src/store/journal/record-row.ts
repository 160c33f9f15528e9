import type { RowOf } from '@app/database';
import { currencyOf, parseAmount } from '@app/kernel';
import type { Capsule, RecordBody } from '@app/protocol';
import type { recordTable } from '../tables/journal';
import type { WireRecord } from './projections/wire-record';

/** The journal's row of a record. */
export function recordRow({ header, body }: WireRecord, capsule: Capsule, uploadHead: string | null): RowOf<typeof recordTable> {
  return {
    record_id: header.recordId,
    type: header.type,
    instance_id: header.box.instanceId,
    epoch: header.box.epoch,
    fork: header.box.fork,
    counter: header.counter,
    channel_id: header.channelId,
    register_id: header.registerId,
    sequence: header.sequence,
    at: header.at,
    business_date: header.businessDate,
    shift_id: header.shiftId,
    ...saleFacts(header.type, body),
    digest: capsule.digest,
    upload_head: uploadHead,
    signature: capsule.signature,
    key_id: capsule.keyId,
    unsigned_reason: capsule.unsignedReason,
    bytes: capsule.record,
  };
}

function saleFacts(type: string, body: RecordBody<'sale'> | object) {
  if (type !== 'sale' && type !== 'training-sale') return { receipt_number: null, currency: null, gross: null };
  const { receiptNumber, currency, totals } = body as RecordBody<'sale'>;
  return { receipt_number: receiptNumber, currency, gross: parseAmount(totals.gross, currencyOf(currency).minorDigits) };
}

/** The capsule a stored record stands for. */
export function capsuleOf(row: CapsuleRow): Capsule {
  return {
    record: row.bytes,
    digest: row.digest,
    signature: row.signature,
    keyId: row.key_id,
    unsignedReason: row.unsigned_reason,
  };
}

export type CapsuleRow = Pick<RowOf<typeof recordTable>, 'bytes' | 'digest' | 'signature' | 'key_id' | 'unsigned_reason'>;
export const CAPSULE_COLUMNS = 'bytes, digest, signature, key_id, unsigned_reason';
