import { DomainError, type Instant } from '@app/kernel';

const WINDOW_MS = 60_000;
const MAXIMUM_MISSES = 30;

/** Wrong enrolment codes per minute, over all senders. 60 bits are not guessed anyway; this keeps the attempt from being free. */
export class GuessLimit {
  private misses: Instant[] = [];

  async around<Result>(now: Instant, attempt: () => Promise<Result>): Promise<Result> {
    this.misses = this.misses.filter((at) => now - at < WINDOW_MS);
    if (this.misses.length >= MAXIMUM_MISSES) {
      throw new DomainError('request.too-many', 'too many wrong codes; try again in a minute', {
        retryable: true,
        retryAfterMs: WINDOW_MS,
      });
    }
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof DomainError && error.code === 'enrolment.code-unknown') this.misses.push(now);
      throw error;
    }
  }
}
