import { currencyOf, parseAmount } from '@app/kernel';
import { decodeRecord, verifyBytes, type BoxIdentity, type AuditBody, type DecodedRecord, type SaleBody } from '@app/protocol';
import type { SentRecord } from './read-batch';

/** A record with what headquarters thinks of it. Quarantined ones are kept and acknowledged like any other, but not counted. */
export interface JudgedRecord extends SentRecord {
  readonly decoded: DecodedRecord | null;
  readonly isHeld: boolean;
  readonly reason: string | null;
  readonly sale: { readonly currency: string; /** Minor units. */ readonly gross: number } | null;
}

/** Public keys of boxes by key id; undefined for a key nobody enrolled. */
export type KeyOf = (keyId: string) => string | undefined;

export function judgeRecord(sent: SentRecord, box: BoxIdentity, keyOf: KeyOf): JudgedRecord {
  const read = decodeRecord(sent.line);
  if (!read.ok) return { ...sent, decoded: null, isHeld: false, reason: `unreadable: ${read.reason}`.slice(0, 400), sale: null };
  const fault = faultOf(sent, read.record, box, keyOf);
  const reason = fault ?? (sent.signature === null ? 'unsigned' : null);
  return { ...sent, decoded: read.record, isHeld: fault === null, reason, sale: saleOf(read.record) };
}

function faultOf(sent: SentRecord, record: DecodedRecord, box: BoxIdentity, keyOf: KeyOf): string | null {
  const { header } = record;
  if (header.type === 'training-sale') return 'training';
  const isOfThisLine = (Object.keys(box) as (keyof BoxIdentity)[]).every((field) => header.box[field] === box[field]);
  if (!isOfThisLine || header.counter !== sent.counter) return 'not-of-this-line';
  if (sent.signature === null) return null;
  const maySign = sent.keyId === `box:${box.instanceId}` || isLoss(record);
  const key = sent.keyId !== null && maySign ? keyOf(sent.keyId) : undefined;
  return key && verifyBytes(key, sent.line, sent.signature) ? null : 'wrong-signature';
}

/** That a record is lost may be said by the box that took over: the one that wrote it cannot say it any more. */
const isLoss = ({ type, body }: DecodedRecord): boolean => type === 'audit' && (body as AuditBody).event === 'record-lost';

function saleOf(record: DecodedRecord): JudgedRecord['sale'] {
  if (record.type !== 'sale') return null;
  const { currency, totals } = record.body as SaleBody;
  return { currency, gross: parseAmount(totals.gross, currencyOf(currency).minorDigits) };
}

/** Gross of the sales per currency in minor units, as the batch's header states it. */
export function sumsOf(records: readonly JudgedRecord[]): Record<string, string> {
  const sums = new Map<string, bigint>();
  for (const { sale } of records) {
    if (sale) sums.set(sale.currency, (sums.get(sale.currency) ?? 0n) + BigInt(sale.gross));
  }
  return Object.fromEntries([...sums].map(([currency, sum]) => [currency, sum.toString()]));
}
