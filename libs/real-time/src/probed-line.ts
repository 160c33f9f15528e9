import { newId } from '@app/kernel';
import type { SignedAnswer, SignedCall } from '@app/platform';
import type { RealTimeLine } from './gateway';

export interface ProbeLimits {
  /** Failures in a row after which nobody is made to wait any more. */
  readonly failuresToOpen: number;
  /** Pause before headquarters is asked in the background whether it is back. */
  readonly probeEveryMs: number;
  readonly probeDeadlineMs: number;
}

const LIMITS: ProbeLimits = { failuresToOpen: 2, probeEveryMs: 2_000, probeDeadlineMs: 4_000 };
const REFUSED = { kind: 'unreachable', reason: 'breaker-open', message: 'not tried' } as const;

/**
 * Refuses at once while headquarters is away, and finds out by itself when it is back: no cashier's call is ever the one that
 * tries a dead line and waits for its deadline.
 */
export class ProbedLine implements RealTimeLine {
  private failures = 0;
  private probe: NodeJS.Timeout | undefined;

  constructor(
    private readonly line: RealTimeLine,
    private readonly limits: ProbeLimits = LIMITS,
  ) {}

  async call(call: SignedCall): Promise<SignedAnswer> {
    if (this.probe) return REFUSED;
    const answer = await this.line.call(call);
    // Too many at once say nothing about the line.
    if (answer.kind === 'unreachable' && answer.reason === 'too-many-in-flight') return answer;
    this.failures = answer.kind === 'answered' ? 0 : this.failures + 1;
    if (this.failures >= this.limits.failuresToOpen) this.askLater();
    return answer;
  }

  private askLater(): void {
    clearTimeout(this.probe);
    this.probe = setTimeout(() => void this.askIfBack(), this.limits.probeEveryMs).unref();
  }

  private async askIfBack(): Promise<void> {
    const path = `/exchange/v1/time?nonce=${newId()}`;
    const answer = await this.line.call({ method: 'GET', path, deadlineMs: this.limits.probeDeadlineMs });
    if (answer.kind !== 'answered') return this.askLater();
    this.failures = 0;
    this.probe = undefined;
  }
}
