import type { Clock, Instant } from '@app/kernel';

/** How long to wait after failures in a row. */
export interface PaceLimits {
  readonly firstMs: number;
  readonly longestMs: number;
}

/**
 * When to try again after a failure: twice as long each time, up to a bound, and spread by chance, so that a thousand stores
 * whose headquarters comes back do not call in the same second.
 */
export class Pace {
  private failures = 0;
  private notBefore: Instant = 0;

  constructor(
    private readonly clock: Clock,
    private readonly limits: PaceLimits,
    private readonly random: () => number = Math.random,
  ) {}

  get isDue(): boolean {
    return this.clock.now() >= this.notBefore;
  }

  /** Whether the last try did. */
  get hasFailed(): boolean {
    return this.failures > 0;
  }

  /** Somebody who knows more does not want to wait. */
  hurry(): void {
    this.notBefore = 0;
  }

  succeeded(): void {
    this.failures = 0;
    this.notBefore = 0;
  }

  /** Nothing is wrong, but nothing is to do before about so long. */
  waits(ms: number): void {
    this.failures = 0;
    this.notBefore = this.clock.now() + ms * (0.75 + this.random() / 2);
  }

  failed(): void {
    const { firstMs, longestMs } = this.limits;
    const longest = Math.min(longestMs, firstMs * 2 ** this.failures);
    this.failures += 1;
    this.notBefore = this.clock.now() + longest * (0.5 + this.random() / 2);
  }
}
