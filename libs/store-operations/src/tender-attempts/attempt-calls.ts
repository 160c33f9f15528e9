import { findAttempt, type TenderAttempt } from '@app/channel-db';
import { invariant } from '@app/kernel';
import type { Store } from '../store';
import type { MoneyAnswer } from './money-answer';
import type { MoneyMover } from './movers';
import { isUnsettled, settle } from './settle-attempt';
import { UnderWay } from './under-way';

/**
 * The calls between two units of work: one has committed the attempt, the other records what came of it. A process that dies
 * in between leaves an attempt that is asked about after the restart.
 */
export class AttemptCalls {
  private readonly underWay = new UnderWay();

  constructor(
    private readonly store: Store,
    private readonly movers: Readonly<Record<TenderAttempt['function'], MoneyMover>>,
    /** A hint for whoever watches; the truth is in the database. */
    private readonly whenRecorded: (attempt: TenderAttempt) => void = () => undefined,
  ) {}

  /** Moves the money of an attempt that was just committed. */
  move(attempt: TenderAttempt): Promise<TenderAttempt> {
    return this.call(attempt, (mover) => mover.move(attempt));
  }

  /** Asks what became of an attempt whose answer was lost. */
  ask(attempt: TenderAttempt): Promise<TenderAttempt> {
    return this.call(attempt, (mover) => mover.whatBecameOf(attempt));
  }

  /** Whether an unclear attempt can be ended as unpaid without knowing what became of it. */
  canAbandon(attempt: TenderAttempt): boolean {
    return attempt.kind === 'payment' && this.movers[attempt.function].abandon !== undefined && isUnsettled(attempt);
  }

  async abandon(attempt: TenderAttempt): Promise<TenderAttempt> {
    const answer = await this.movers[attempt.function].abandon?.(attempt);
    return answer ? this.record(attempt.attemptId, answer) : attempt;
  }

  private async record(attemptId: string, answer: MoneyAnswer): Promise<TenderAttempt> {
    const attempt = await this.store.database.unitOfWork.run((tx) => settle(tx, attemptId, answer, this.store.clock.now()));
    this.whenRecorded(attempt);
    return attempt;
  }

  /** The attempt as it stands now. */
  async present(attemptId: string): Promise<TenderAttempt> {
    const attempt = await findAttempt(this.store.database.reader, attemptId);
    invariant(attempt, 'an attempt is never removed');
    return attempt;
  }

  /** A register that drives its terminal itself is not called: it reports. */
  private async call(attempt: TenderAttempt, ask: (mover: MoneyMover) => Promise<MoneyAnswer>): Promise<TenderAttempt> {
    const { attemptId } = attempt;
    if (attempt.drivenBy === 'register' || !isUnsettled(attempt)) return attempt;
    const called = await this.underWay.run(attemptId, async () => this.record(attemptId, await ask(this.movers[attempt.function])));
    return called ?? this.present(attemptId);
  }
}
