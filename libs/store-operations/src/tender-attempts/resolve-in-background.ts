import { unsettledAttempts, type TenderAttempt } from '@app/channel-db';
import type { Store } from '../store';
import type { AttemptCalls } from './attempt-calls';
import { isUnsettled } from './settle-attempt';

/** How often it looks whether something is unclear. */
const ROUND_MS = 1_000;
/** Between two questions about one attempt: doubled each time, up to the greatest. */
const FIRST_PAUSE_MS = 1_000;
const GREATEST_PAUSE_MS = 60_000;
/** An attempt that stayed unclear for so long is left to a manager. */
const KEEP_ASKING_MS = 86_400_000;

/** An attempt that was committed just now is on its way to the terminal. */
const GRACE_MS = 2_000;

interface Patience {
  readonly pauseMs: number;
  readonly nextAt: number;
}

/** Asks about attempts whose end nobody knows, after a restart and after a lost answer, until it is clear. */
export class ResolveInBackground {
  private timer: NodeJS.Timeout | undefined;
  private isRunning = false;
  private readonly patience = new Map<string, Patience>();

  constructor(
    private readonly store: Store,
    private readonly calls: AttemptCalls,
    private readonly whenFailed: (error: unknown) => void,
  ) {}

  start(): void {
    this.timer ??= setInterval(() => void this.tick(), ROUND_MS);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** Asks about everything that is unclear and due. */
  async round(): Promise<void> {
    const attempts = await unsettledAttempts(this.store.database.reader);
    this.forget(attempts);
    const now = this.store.clock.now();
    for (const attempt of attempts) if (this.isDue(attempt, now)) await this.ask(attempt, now);
  }

  private async tick(): Promise<void> {
    if (this.isRunning) return;
    this.isRunning = true;
    try {
      await this.round();
    } catch (error) {
      this.whenFailed(error);
    } finally {
      this.isRunning = false;
    }
  }

  private isDue({ attemptId, startedAt, drivenBy, state }: TenderAttempt, now: number): boolean {
    const ageMs = now - startedAt;
    if (drivenBy === 'register' || ageMs > KEEP_ASKING_MS || (state === 'started' && ageMs < GRACE_MS)) return false;
    return now >= (this.patience.get(attemptId)?.nextAt ?? 0);
  }

  private async ask(attempt: TenderAttempt, now: number): Promise<void> {
    const after = await this.calls.ask(attempt);
    if (!isUnsettled(after)) return void this.patience.delete(attempt.attemptId);
    const pauseMs = Math.min((this.patience.get(attempt.attemptId)?.pauseMs ?? FIRST_PAUSE_MS / 2) * 2, GREATEST_PAUSE_MS);
    this.patience.set(attempt.attemptId, { pauseMs, nextAt: now + pauseMs });
  }

  private forget(attempts: readonly TenderAttempt[]): void {
    const open = new Set(attempts.map(({ attemptId }) => attemptId));
    for (const attemptId of this.patience.keys()) if (!open.has(attemptId)) this.patience.delete(attemptId);
  }
}
