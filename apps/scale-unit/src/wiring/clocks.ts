import { offsetClock, systemClock, type Clock, type Instant } from '@app/kernel';

/**
 * The real clock of the box: the operating system's, corrected by what headquarters signed, and never below what this box
 * has already written down. A dead clock battery then costs accuracy, not order.
 */
export class UnitClock implements Clock {
  private offsetMs = 0;
  private compared: number | null = null;
  private floor: Instant = 0;

  now(): Instant {
    return Math.max(systemClock.now() + this.offsetMs, this.floor);
  }

  /** What headquarters' clock shows minus what the operating system's does; null before they were compared. */
  get difference(): number | null {
    return this.compared;
  }

  /** How far the operating system's clock is off. */
  correct(offsetMs: number): void {
    this.offsetMs = offsetMs;
    this.compared = offsetMs;
  }

  /** The clock never shows an earlier moment again: the last journal entry, the build date. */
  notBefore(moment: Instant): void {
    this.floor = Math.max(this.floor, moment);
  }
}

const DAY_MS = 86_400_000;

/** Business time: the real one, or that of another day at the same time of day, for dated data. */
export function businessClock(real: Clock, asOf: string | undefined): Clock {
  if (asOf === undefined) return real;
  const days = Math.floor(Date.parse(`${asOf}T00:00:00Z`) / DAY_MS) - Math.floor(real.now() / DAY_MS);
  return offsetClock(real, days * DAY_MS);
}
