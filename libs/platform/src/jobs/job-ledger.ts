import type { Instant } from '@app/kernel';

/** How the last runs of a job ended, in this process. */
export interface JobStanding {
  readonly name: string;
  /** Runs in a row that failed; 0 after one that did not. */
  readonly failures: number;
  readonly failingSince: Instant | null;
  readonly lastEndedAt: Instant;
}

/** Remembers how jobs end, for whoever looks after them. What a job is about stands in the database. */
export class JobLedger {
  private readonly kept = new Map<string, JobStanding>();

  standing(): JobStanding[] {
    return [...this.kept.values()];
  }

  noteEnd(name: string, hasFailed: boolean): void {
    const [before, now] = [this.kept.get(name), Date.now()];
    this.kept.set(name, {
      name,
      failures: hasFailed ? (before?.failures ?? 0) + 1 : 0,
      failingSince: hasFailed ? (before?.failingSince ?? now) : null,
      lastEndedAt: now,
    });
  }
}
