import type { Cart } from '@app/commerce';
import type { Reader } from '@app/database';
import { invariant } from '@app/kernel';
import type { Capsule } from '@app/protocol';
import { CAPSULE_COLUMNS, capsuleOf, type CapsuleRow } from '../journal/record-row';
import { outcomeOf, type KeyOutcome, type RequestKey } from './idempotency';

/** What the store holds already of a request that ends a transaction. */
export interface KnownRequest<Answer> {
  /** Of its key, whatever that was used for. */
  readonly outcome: KeyOutcome<Answer> | undefined;
  readonly cart: Cart | undefined;
  /** The record under the transaction's id. */
  readonly capsule: Capsule | undefined;
}

interface Row extends Omit<CapsuleRow, 'bytes'> {
  readonly fingerprint: string | null;
  readonly answer: string | null;
  readonly document: string | null;
  readonly bytes: string | null;
}

const SELECT_KNOWN = `SELECT k.fingerprint AS fingerprint, k.answer AS answer, c.document AS document, ${CAPSULE_COLUMNS}
   FROM (SELECT 1 AS one) AS asked
   LEFT JOIN {idempotency_key} AS k ON k.device_id = ? AND k.request_key = ?
   LEFT JOIN {cart} AS c ON c.cart_id = ?
   LEFT JOIN {record} AS r ON r.record_id = ?`;

/** Key, cart and record with one look, before anything of the request is judged. */
export async function findKnownRequest<Answer>(reader: Reader, key: RequestKey, transactionId: string): Promise<KnownRequest<Answer>> {
  const row = await reader.first<Row>(SELECT_KNOWN, [key.deviceId, key.key, transactionId, transactionId]);
  invariant(row, 'one row says what is known, also when nothing is');
  const { fingerprint, answer, document, bytes } = row;
  return {
    outcome: fingerprint === null || answer === null ? undefined : outcomeOf<Answer>({ fingerprint, answer }, key),
    cart: document === null ? undefined : (JSON.parse(document) as Cart),
    capsule: bytes === null ? undefined : capsuleOf({ ...row, bytes }),
  };
}
