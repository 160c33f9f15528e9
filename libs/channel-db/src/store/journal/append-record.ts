import { insertRows, type Tx } from '@app/database';
import { newId, type Clock } from '@app/kernel';
import { encodeRecord, nextHead, sha256Hex, type Capsule, type RecordHeader, type RecordType } from '@app/protocol';
import { recordTable } from '../tables/journal';
import { chainOf, keepChain, keepNumber, nextNumberOf, type Chain, type NumberingBox } from './numbering';
import { project } from './projections/project';
import { recordRow } from './record-row';
import type { AppendedRecord, AppendRequest, RecordNumbers, RecordSigner } from './record-types';

export interface AppendPorts {
  readonly signer: RecordSigner;
  /** Real time, never the business clock. */
  readonly clock: Clock;
}

/** Numbers, chains, encodes, signs and stores one record with the rows it stands for, all in the caller's unit of work. */
export async function appendRecord<Type extends RecordType>(
  tx: Tx,
  request: AppendRequest<Type>,
  ports: AppendPorts,
): Promise<AppendedRecord> {
  const box = await nextNumberOf(tx);
  const { uploadHead, ...appended } = await writeRecord(tx, request, box, ports);
  if (uploadHead !== null) await keepNumber(tx, box.counter, uploadHead);
  return appended;
}

/** Writes a record under a number that was taken for it. Its upload head stays open where the record before it is missing. */
export async function writeRecord<Type extends RecordType>(
  tx: Tx,
  request: AppendRequest<Type>,
  box: NumberingBox,
  ports: AppendPorts,
): Promise<WrittenRecord> {
  const chain = await chainOf(tx, request.channel?.channelId ?? null, request.registerId, request.type);
  const written = await writeBehind(tx, request, { ...box, chain }, ports);
  await keepChain(tx, chain, nextChainHead(request, chain, written));
  return written;
}

export interface WrittenRecord extends AppendedRecord {
  readonly uploadHead: string | null;
}

/** Writes a record behind a place in a chain, and leaves the chain where it is. */
export async function writeBehind<Type extends RecordType>(
  tx: Tx,
  request: AppendRequest<Type>,
  { chain, ...box }: NumberingBox & { readonly chain: Chain },
  { signer, clock }: AppendPorts,
): Promise<WrittenRecord> {
  const isCounted = request.type !== 'training-sale';
  const numbers = numbersFor(request, box, chain, isCounted);
  const header = headerFor(request, box, chain, numbers, clock);
  const body = typeof request.body === 'function' ? request.body(numbers) : request.body;
  const capsule = sealed(encodeRecord({ ...header, type: request.type }, body), signer);
  const uploadHead = isCounted && box.previousHead !== null ? nextHead(box.previousHead, capsule.digest) : null;
  await insertRows(tx, recordTable, [recordRow({ header, body }, capsule, uploadHead)]);
  await project(tx, { header, body }, 'here');
  return { header, numbers, capsule, uploadHead };
}

function numbersFor(request: AppendRequest, box: NumberingBox, chain: Chain, isCounted: boolean): RecordNumbers {
  const { fork } = box.identity;
  const receiptNumber = request.receiptNumber?.(chain.head.receipt_sequence + 1) ?? '';
  return {
    counter: isCounted ? box.counter : null,
    sequence: chain.head.sequence + 1,
    receiptNumber: receiptNumber !== '' && fork > 0 ? `${receiptNumber}-F${fork}` : receiptNumber,
    perpetualTotal: isCounted ? String(chain.perpetualTotal + BigInt(grossOf(request))) : '0',
  };
}

/** Only a live sale adds to the perpetual total. */
function grossOf(request: AppendRequest): number {
  return request.type === 'sale' ? (request.gross ?? 0) : 0;
}

function headerFor(request: AppendRequest, box: NumberingBox, chain: Chain, numbers: RecordNumbers, clock: Clock): RecordHeader {
  return {
    protocol: 1,
    type: request.type,
    recordId: request.recordId ?? newId(clock.now()),
    box: box.identity,
    counter: numbers.counter,
    legalEntityId: request.channel?.legalEntityId ?? null,
    channelId: request.channel?.channelId ?? null,
    registerId: request.registerId,
    sequence: numbers.sequence,
    previousDigest: chain.head.digest,
    at: clock.now(),
    businessAt: request.businessAt,
    registerTime: request.registerTime,
    timeZone: request.channel?.timeZone ?? null,
    businessDate: request.businessDate,
    shiftId: request.shiftId,
    staffId: request.staffId,
    drawerId: request.drawerId,
    catalogVersion: request.catalogVersion,
  };
}

function nextChainHead(request: AppendRequest, { head }: Chain, { numbers, capsule }: AppendedRecord): Chain['head'] {
  return {
    ...head,
    sequence: numbers.sequence,
    digest: capsule.digest,
    perpetual_total: request.type === 'sale' ? numbers.perpetualTotal : head.perpetual_total,
    receipt_sequence: head.receipt_sequence + (request.receiptNumber ? 1 : 0),
  };
}

/** A signing fault never blocks a sale: the record is kept unsigned and says why. */
function sealed(record: string, signer: RecordSigner): Capsule {
  const bytes = Buffer.from(record, 'utf8');
  const digest = sha256Hex(bytes);
  try {
    return { record, digest, ...signer.sign(bytes), unsignedReason: null };
  } catch (error) {
    const unsignedReason = (error instanceof Error ? error.message : 'signing failed').slice(0, 200);
    return { record, digest, signature: null, keyId: null, unsignedReason };
  }
}
