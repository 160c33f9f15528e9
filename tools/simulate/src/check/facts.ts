import { decodeRecord, sha256Hex, type Capsule, type RecordHeader, type SaleBody } from '@app/protocol';
import type { Fact } from './compare';

type Decoded = ReturnType<typeof decodeRecord>;
/** Books are read again and again; each capsule is decoded once. */
const decodedCapsules = new WeakMap<Capsule, Decoded>();

function decodedOf(capsule: Capsule): Decoded {
  const decoded = decodedCapsules.get(capsule) ?? decodeRecord(capsule.record);
  decodedCapsules.set(capsule, decoded);
  return decoded;
}

/** What a capsule says, checked: the bytes must be a record and must have the digest beside them. */
export function readCapsule(capsule: Capsule): { header: RecordHeader; fact: Fact | undefined } {
  const { record, digest } = capsule;
  const decoded = decodedOf(capsule);
  if (!decoded.ok) throw new Error(`a capsule is no record: ${decoded.reason}`);
  if (sha256Hex(record) !== digest) throw new Error(`a capsule's digest is not that of its bytes: ${digest}`);
  return { header: decoded.record.header, fact: factOf(decoded.record, digest) };
}

/** Sales count in the books; training, voided carts and everything else does not. */
function factOf({ header, body }: Extract<Decoded, { ok: true }>['record'], digest: string): Fact | undefined {
  if (header.type !== 'sale') return undefined;
  const gross = 'totals' in body ? body.totals.gross : 'gross' in body ? body.gross : '0';
  const currency = 'currency' in body ? body.currency : '';
  return { transactionId: header.recordId, digest, currency, grossMinor: minorUnits(gross) };
}

/** Wire amounts carry all minor digits of their currency, so that the digits alone are minor units. */
export const minorUnits = (text: string): bigint => BigInt(text.replace('.', ''));

/** The sale in a capsule; undefined when it holds another record. */
export function saleIn(capsule: Capsule): SaleBody | undefined {
  const decoded = decodedOf(capsule);
  return decoded.ok && decoded.record.type === 'sale' ? (decoded.record.body as SaleBody) : undefined;
}
