import { findKey, withKey, type KeyOutcome, type RequestKey } from '@app/channel-db';
import type { Tx } from '@app/database';
import { storeError } from './errors';
import type { Store } from './store';

/** Reads from the catalog what a unit of work will need, and answers with the unit's body. */
export type Prepare<Answer> = () => Promise<(tx: Tx) => Promise<Answer>>;

/**
 * Does something once per idempotency key: the key's answer is looked up before anything else is checked, and stored in the
 * commit of what it answers. Without a key it is simply done: what asks makes sure itself.
 */
export async function once<Answer>({ database, clock }: Store, key: RequestKey | null, prepare: Prepare<Answer>): Promise<Answer> {
  if (!key) return database.unitOfWork.run(await prepare());
  const known = await findKey<Answer>(database.reader, key);
  if (known) return answerOf(known);
  const work = await prepare();
  return answerOf(await database.unitOfWork.run((tx) => withKey(tx, key, clock.now(), () => work(tx))));
}

function answerOf<Answer>(outcome: KeyOutcome<Answer>): Answer {
  if (outcome.kind !== 'other-request') return outcome.answer;
  throw storeError('idempotency.key-reused', 'the key was used for another request', { field: 'Idempotency-Key' });
}
