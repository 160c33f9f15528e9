import type { Logger } from 'pino';

/** So many a minute: a caller that is refused without end does not push out of the files what others need. */
const PER_MINUTE = 300;
const MINUTE_MS = 60_000;

/** Writes down what was refused, so that it is found by the correlation id of the answer; counts what is too much. */
export class RefusalLog {
  private minuteFrom = -Infinity;
  private written = 0;
  private unwritten = 0;

  constructor(private readonly log: Logger) {}

  add(facts: object): void {
    const now = performance.now();
    if (now - this.minuteFrom > MINUTE_MS) this.beginMinute(now);
    this.written += 1;
    if (this.written <= PER_MINUTE) this.log.info(facts, 'request refused');
    else this.unwritten += 1;
  }

  private beginMinute(now: number): void {
    if (this.unwritten > 0) this.log.warn({ count: this.unwritten }, 'more requests were refused than are written down');
    [this.minuteFrom, this.written, this.unwritten] = [now, 0, 0];
  }
}
