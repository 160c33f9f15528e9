import type * as Cockatiel from 'cockatiel';
import { lazily } from '../lazily';

const cockatiel = lazily<typeof Cockatiel>('cockatiel');

export interface LineLimits {
  /** Calls under way at once; more are refused at once instead of queueing behind a dead line. */
  readonly maximumInFlight: number;
  /** Failures in a row after which calls are refused without trying. */
  readonly failuresToOpen: number;
  /** How long until one call may try again. */
  readonly openForMs: number;
}

/** Why a call was not made at all. */
export type LineRefusal = 'breaker-open' | 'too-many-in-flight';

/**
 * Keeps a dead line from holding up the store: a bound on calls under way and a breaker. One per kind of traffic, so that a
 * stuck download never refuses a gift card.
 */
export class LineGuard {
  private readonly policy: Cockatiel.IPolicy;
  private readonly breaker: Cockatiel.CircuitBreakerPolicy;

  constructor({ maximumInFlight, failuresToOpen, openForMs }: LineLimits) {
    const { bulkhead, circuitBreaker, ConsecutiveBreaker, handleAll, wrap } = cockatiel();
    this.breaker = circuitBreaker(handleAll, { halfOpenAfter: openForMs, breaker: new ConsecutiveBreaker(failuresToOpen) });
    this.policy = wrap(bulkhead(maximumInFlight, 0), this.breaker);
  }

  get isOpen(): boolean {
    return this.breaker.state === cockatiel().CircuitState.Open;
  }

  /** Runs a call that throws when the line fails. */
  async run<Answer>(call: () => Promise<Answer>): Promise<{ kind: 'ran'; answer: Answer } | { kind: LineRefusal }> {
    try {
      return { kind: 'ran', answer: await this.policy.execute(call) };
    } catch (error) {
      const { BrokenCircuitError, BulkheadRejectedError } = cockatiel();
      if (error instanceof BrokenCircuitError) return { kind: 'breaker-open' };
      if (error instanceof BulkheadRejectedError) return { kind: 'too-many-in-flight' };
      throw error;
    }
  }
}
