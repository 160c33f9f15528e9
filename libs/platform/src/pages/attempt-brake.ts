import { DomainError, type Clock } from '@app/kernel';

const FREE_TRIES = 3;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 60_000;

/**
 * Slows guessing of a secret: after three wrong tries each next one waits, twice as long every time, at most a
 * minute. It never locks anybody out for good, so that a stranger cannot lock the owner out either.
 */
export class AttemptBrake {
  private wrongTries = 0;
  private nextAt = 0;

  constructor(private readonly clock: Clock) {}

  async attempt(check: () => Promise<boolean>): Promise<boolean> {
    const waitMs = this.nextAt - this.clock.now();
    if (waitMs > 0) throw new DomainError('auth.try-later', 'Too many wrong tries.', { retryAfterMs: waitMs, retryable: true });
    // Counted before the check, so that many tries at once are many.
    this.countWrong();
    const isRight = await check();
    if (isRight) this.forget();
    return isRight;
  }

  private countWrong(): void {
    this.wrongTries += 1;
    if (this.wrongTries <= FREE_TRIES) return;
    this.nextAt = this.clock.now() + Math.min(FIRST_WAIT_MS * 2 ** (this.wrongTries - FREE_TRIES - 1), LONGEST_WAIT_MS);
  }

  private forget(): void {
    this.wrongTries = 0;
    this.nextAt = 0;
  }
}
