import type { Reader, Tx } from '@app/database';
import type { Instant } from '@app/kernel';

export interface RequestKey {
  readonly deviceId: string;
  /** `Idempotency-Key` as the device sent it. */
  readonly key: string;
  /** SHA-256 over method, path and raw body, hexadecimal. */
  readonly fingerprint: string;
}

/** `replayed`: the stored answer of the same request. `other-request`: the key was used for something else. */
export type KeyOutcome<Answer> = { readonly kind: 'done' | 'replayed'; readonly answer: Answer } | { readonly kind: 'other-request' };

/** The answer a key already has; undefined for a new key. Look it up before anything else is checked. */
export async function findKey<Answer>(reader: Reader, key: RequestKey): Promise<KeyOutcome<Answer> | undefined> {
  const row = await reader.first<KeyRow>('SELECT fingerprint, answer FROM {idempotency_key} WHERE device_id = ? AND request_key = ?', [
    key.deviceId,
    key.key,
  ]);
  return row && outcomeOf<Answer>(row, key);
}

interface KeyRow {
  readonly fingerprint: string;
  readonly answer: string;
}

/** What the row of a key says to a request that comes under it. */
export function outcomeOf<Answer>(row: KeyRow, { fingerprint }: RequestKey): KeyOutcome<Answer> {
  if (row.fingerprint !== fingerprint) return { kind: 'other-request' };
  return { kind: 'replayed', answer: JSON.parse(row.answer) as Answer };
}

/**
 * Does the work once per key: the answer is stored in the commit of what it answers. Work that throws stores nothing,
 * so only successes are kept. The answer is plain JSON.
 */
export async function withKey<Answer>(tx: Tx, key: RequestKey, now: Instant, work: () => Promise<Answer>): Promise<KeyOutcome<Answer>> {
  const known = await findKey<Answer>(tx, key);
  if (known) return known;
  const answer = await work();
  await tx.run('INSERT INTO {idempotency_key} (device_id, request_key, fingerprint, created_at, answer) VALUES (?, ?, ?, ?, ?)', [
    key.deviceId,
    key.key,
    key.fingerprint,
    now,
    JSON.stringify(answer),
  ]);
  return { kind: 'done', answer };
}

/** Keys are kept for at least 35 days: a register may come back with its backlog. */
const KEY_LIFE_MS = 35 * 86_400_000;

export async function removeOldKeys(tx: Tx, now: Instant): Promise<number> {
  return (await tx.run('DELETE FROM {idempotency_key} WHERE created_at < ?', [now - KEY_LIFE_MS])).changes;
}
