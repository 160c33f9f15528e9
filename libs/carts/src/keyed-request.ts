import { findKey, findKnownRequest, withKey, type KeyOutcome, type KnownRequest, type RequestKey } from '@app/channel-db';
import type { Tx } from '@app/database';
import type { SellingPorts } from './ports';
import { sellingError } from './errors';

/** The answer a key already has. Looked up before anything else of the request is judged. */
export async function answerOfKey<Answer>({ database }: SellingPorts, key: RequestKey): Promise<Answer | undefined> {
  const known = await findKey<Answer>(database.reader, key);
  return known && answerOf(known);
}

/** What is known of a request that ends a transaction, with the answer its key already has. */
export async function knownRequest<Answer>(
  { database }: SellingPorts,
  key: RequestKey,
  transactionId: string,
): Promise<Omit<KnownRequest<Answer>, 'outcome'> & { readonly answered: Answer | undefined }> {
  const { outcome, ...known } = await findKnownRequest<Answer>(database.reader, key, transactionId);
  return { ...known, answered: outcome && answerOf(outcome) };
}

/** Does the work of a keyed request once; its answer is stored in the same commit. */
export async function doOnce<Answer>(tx: Tx, { clock }: SellingPorts, key: RequestKey, work: () => Promise<Answer>): Promise<Answer> {
  return answerOf(await withKey(tx, key, clock.now(), work));
}

function answerOf<Answer>(outcome: KeyOutcome<Answer>): Answer {
  if (outcome.kind !== 'other-request') return outcome.answer;
  throw sellingError('idempotency.key-reused', 'the key was used for another request', { field: 'Idempotency-Key' });
}
