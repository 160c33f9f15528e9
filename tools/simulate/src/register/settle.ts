import { newId } from '@app/kernel';
import { setTimeout as sleep } from 'node:timers/promises';
import { found, type AttemptView, type Commerce } from './commerce';

const ASK_AGAIN_MS = 200;
const UNCLEAR: readonly AttemptView['state'][] = ['started', 'unknown'];

/** Asks about a payment until it is clear what became of it; undefined when the box never heard of it. */
export async function settle(
  { commerce }: { commerce: Commerce },
  transactionId: string,
  attemptId: string,
): Promise<AttemptView['state'] | undefined> {
  const path = `/carts/${transactionId}/tender-attempts/${attemptId}`;
  for (;;) {
    const attempt = await found(commerce.ask<AttemptView>('GET', path));
    if (!attempt || !UNCLEAR.includes(attempt.content.state)) return attempt?.content.state;
    await commerce.ask<AttemptView>('POST', `${path}/resolve`, { body: {}, key: newId() });
    await sleep(ASK_AGAIN_MS);
  }
}
