import { monitorEventLoopDelay } from 'node:perf_hooks';

export interface Vitals {
  readonly memoryBytes: number;
  /** How late the event loop was, 99th percentile of the last one to two minutes. */
  readonly loopLagMs: number;
}

/** A look ten times a second costs an idle process nothing to speak of. */
const RESOLUTION_MS = 100;
const WINDOW_MS = 60_000;

/** How this process is. Looks from its making on. */
export class ProcessVitals {
  private readonly delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  private windowFrom = performance.now();
  private lastWindowMs = 0;

  constructor() {
    this.delay.enable();
  }

  read(): Vitals {
    const lagMs = this.lagMs();
    const loopLagMs = Math.max(lagMs, this.lastWindowMs);
    if (performance.now() - this.windowFrom > WINDOW_MS) {
      this.lastWindowMs = lagMs;
      this.windowFrom = performance.now();
      this.delay.reset();
    }
    return { memoryBytes: process.memoryUsage.rss(), loopLagMs };
  }

  close(): void {
    this.delay.disable();
  }

  /** The histogram counts the pause between two looks too. */
  private lagMs(): number {
    return this.delay.count === 0 ? 0 : Math.max(0, this.delay.percentile(99) / 1e6 - RESOLUTION_MS);
  }
}
