import type { UnitCounters } from '@app/database';

const WINDOW_MS = 60_000;

type Counted = Pick<UnitCounters, 'commits' | 'commitMs'>;

/** How long a commit takes with its flush: the mean of the last one to two minutes. */
export class CommitPace {
  private from: Counted & { readonly at: number };
  private lastWindow: number | null = null;

  constructor(private readonly counters: Counted) {
    this.from = this.mark();
  }

  /** Null when nothing was committed. */
  meanMs(): number | null {
    const { commits, commitMs } = this.counters;
    const count = commits - this.from.commits;
    const mean = count === 0 ? null : (commitMs - this.from.commitMs) / count;
    if (performance.now() - this.from.at > WINDOW_MS) {
      this.lastWindow = mean;
      this.from = this.mark();
    }
    return mean ?? this.lastWindow;
  }

  private mark(): Counted & { readonly at: number } {
    return { commits: this.counters.commits, commitMs: this.counters.commitMs, at: performance.now() };
  }
}
