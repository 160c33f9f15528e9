import type { Cart } from '@app/commerce';
import type { Reader } from '@app/database';
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

/** One of what is known: its text is the answer of the key, the cart's document, or the record. */
interface Row extends CapsuleRow {
  readonly kind: 'key' | 'cart' | 'record';
}

/**
 * One statement, and no join: what is not there costs a left join five times what three look-ups cost. Literals instead of NULL,
 * because SQL Server takes a column of nothing but NULL for a number.
 */
const SELECT_KNOWN = `SELECT 'key' AS kind, answer AS bytes, fingerprint AS digest, '' AS signature, '' AS key_id, '' AS unsigned_reason
     FROM {idempotency_key} WHERE device_id = ? AND request_key = ?
   UNION ALL SELECT 'cart', document, '', '', '', '' FROM {cart} WHERE cart_id = ?
   UNION ALL SELECT 'record', ${CAPSULE_COLUMNS} FROM {record} WHERE record_id = ?`;

/** Key, cart and record with one look, before anything of the request is judged. */
export async function findKnownRequest<Answer>(reader: Reader, key: RequestKey, transactionId: string): Promise<KnownRequest<Answer>> {
  const rows = await reader.query<Row>(SELECT_KNOWN, [key.deviceId, key.key, transactionId, transactionId]);
  const [keyed, cart, record] = (['key', 'cart', 'record'] as const).map((kind) => rows.find((row) => row.kind === kind));
  return {
    outcome: keyed && outcomeOf<Answer>({ fingerprint: keyed.digest, answer: keyed.bytes }, key),
    cart: cart && (JSON.parse(cart.bytes) as Cart),
    capsule: record && capsuleOf(record),
  };
}
