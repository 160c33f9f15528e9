import { newId } from '@app/kernel';
import { setTimeout as sleep } from 'node:timers/promises';
import { found, once, type AttemptView, type Commerce } from './commerce';

const ASK_AGAIN_MS = 200;
const UNCLEAR: readonly AttemptView['state'][] = ['started', 'unknown'];

/** Asks about a payment until it is clear what became of it; undefined when the box never heard of it. */
export async function settle(
  { commerce }: { commerce: Commerce },
  transactionId: string,
  attemptId: string,
): Promise<AttemptView['state'] | undefined> {
  const path = { cartId: transactionId, attemptId };
  for (;;) {
    const attempt = await found(commerce.ask((api) => api.GET('/api/v1/carts/{cartId}/tender-attempts/{attemptId}', { params: { path } })));
    if (!attempt || !UNCLEAR.includes(attempt.content.state)) return attempt?.content.state;
    const params = { path, header: once(newId()) };
    await commerce.ask((api) => api.POST('/api/v1/carts/{cartId}/tender-attempts/{attemptId}/resolve', { params, body: {} }));
    await sleep(ASK_AGAIN_MS);
  }
}
