import { DomainError } from '@app/kernel';
import type { FirstAnswer, FirstCall, FirstContact } from '@app/platform';
import { newNonce, timeAnswer, verifyAnswer } from '@app/protocol';
import { z } from 'zod';

const problem = z.object({ code: z.string(), detail: z.string().optional() });
const NOT_UNDERSTOOD = 'headquarters.not-understood';

/** An answer of the first contact, read strictly. What headquarters refuses is told under its own code. */
export async function asked<Schema extends z.ZodType>(
  contact: FirstContact,
  call: FirstCall,
  schema: Schema,
): Promise<{ value: z.output<Schema>; answer: FirstAnswer }> {
  const answer = await contact.ask(call);
  const json = jsonIn(answer.body);
  if (answer.status < 200 || answer.status > 299) throw refusal(answer.status, json);
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new DomainError(NOT_UNDERSTOOD, 'headquarters answered something this release does not understand');
  return { value: parsed.data, answer };
}

export interface ToldTime {
  /** UTC milliseconds. */
  readonly now: number;
  /** Whether headquarters signed it; asked once its key is known. */
  readonly isSignedBy: (publicKey: string) => boolean;
}

/** The time at headquarters over a nonce of our own. Until its key is known, the pinned connection vouches for it. */
export async function askTime(contact: FirstContact): Promise<ToldTime> {
  const nonce = newNonce();
  const { value, answer } = await asked(contact, { method: 'GET', path: `/exchange/v1/time?nonce=${nonce}` }, timeAnswer);
  if (value.nonce !== nonce) throw new DomainError(NOT_UNDERSTOOD, 'headquarters answered another question');
  return { now: value.now, isSignedBy: (publicKey) => verifyAnswer(answer, publicKey, nonce).ok };
}

function refusal(status: number, json: unknown): DomainError {
  const { data } = problem.safeParse(json);
  const message = data?.detail ?? `headquarters answered ${status}`;
  return new DomainError('enrolment.refused', message, { reason: data?.code ?? null });
}

function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
