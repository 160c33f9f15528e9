import type { SignedAnswer, SignedCall } from '@app/platform';
import { realTimeOperations, type RealTimeInput, type RealTimeOperation, type RealTimeOutput } from '@app/protocol';
import { deadlineOf, REAL_TIME_LIMITS } from './policies';

/** The signed way out with the limits of real-time calls; the app binds it. */
export interface RealTimeLine {
  call(call: SignedCall): Promise<SignedAnswer>;
}

export type RealTimeResult<Name extends RealTimeOperation> =
  | { readonly kind: 'answered'; readonly output: RealTimeOutput<Name> }
  /** Headquarters cannot be asked. When the question may have arrived, only the same operation id may be asked again. */
  | { readonly kind: 'unavailable'; readonly mayHaveArrived: boolean; readonly retryAfterMs: number; readonly reason: string };

/**
 * Questions that only headquarters can answer: with a deadline, a breaker and a bound on how many wait, and with every answer
 * read strictly. With the breaker open the declared refusal comes at once.
 */
export class RealTimeGateway {
  constructor(private readonly line: RealTimeLine) {}

  async call<Name extends RealTimeOperation>(operation: Name, input: RealTimeInput<Name>): Promise<RealTimeResult<Name>> {
    const path = `/exchange/v1/real-time/${operation}`;
    const answer = await this.line.call({ method: 'POST', path, body: JSON.stringify(input), deadlineMs: deadlineOf(operation) });
    switch (answer.kind) {
      case 'answered': return read(operation, answer.status, answer.body);
      case 'something-else-answers': return unavailable(true, answer.reason);
      case 'unreachable': return unavailable(answer.reason === 'deadline' || answer.reason === 'connection', answer.reason);
    } // prettier-ignore
  }
}

function read<Name extends RealTimeOperation>(operation: Name, status: number, body: Uint8Array): RealTimeResult<Name> {
  if (status < 200 || status > 299) return unavailable(status >= 500, `headquarters answered ${status}`);
  const parsed = realTimeOperations[operation].output.safeParse(jsonIn(body));
  if (!parsed.success) return unavailable(true, 'the answer cannot be read');
  return { kind: 'answered', output: parsed.data as RealTimeOutput<Name> };
}

function unavailable(mayHaveArrived: boolean, reason: string): Extract<RealTimeResult<RealTimeOperation>, { kind: 'unavailable' }> {
  return { kind: 'unavailable', mayHaveArrived, retryAfterMs: REAL_TIME_LIMITS.openForMs, reason };
}

function jsonIn(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}
