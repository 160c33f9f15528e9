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
  private readonly underWay = new UnderWay<TenderAttempt>();

  constructor(
    private readonly store: Store,
    private readonly movers: Readonly<Record<TenderAttempt['function'], MoneyMover>>,
    /** A hint for whoever watches; the truth is in the database. */
    private readonly whenRecorded: (attempt: TenderAttempt) => void = () => undefined,
  ) {}

  /** Moves the money of an attempt that was just committed. */
  async move(attempt: TenderAttempt): Promise<TenderAttempt> {
    if (!isOurs(attempt)) return attempt;
    return this.underWay.move(attempt.attemptId, async () => this.record(attempt.attemptId, await this.moverOf(attempt).move(attempt)));
  }

  isMoving(attemptId: string): boolean {
    return this.underWay.isMoving(attemptId);
  }

  /** Asks what became of an attempt whose answer was lost. */
  async ask(attempt: TenderAttempt): Promise<TenderAttempt> {
    if (!isOurs(attempt)) return attempt;
    const { attemptId } = attempt;
    const question = async () => this.record(attemptId, await this.moverOf(attempt).whatBecameOf(attempt));
    return (await this.underWay.ask(attemptId, question)) ?? this.present(attemptId);
  }

  /** Whether an unclear attempt can be ended as unpaid without knowing what became of it. */
  canAbandon(attempt: TenderAttempt): boolean {
    return attempt.kind !== 'reversal' && this.moverOf(attempt).abandon !== undefined && isUnsettled(attempt);
  }

  async abandon(attempt: TenderAttempt): Promise<TenderAttempt> {
    const answer = await this.moverOf(attempt).abandon?.(attempt);
    return answer ? this.record(attempt.attemptId, answer) : attempt;
  }

  /** Tells headquarters that nothing will come of it. A matter of tidiness: what no sale names is worth nothing there. */
  async letGo(attempt: TenderAttempt): Promise<void> {
    await this.moverOf(attempt).abandon?.(attempt);
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

  private moverOf(attempt: TenderAttempt): MoneyMover {
    return this.movers[attempt.function];
  }
}

/** Unclear, and for this box to find out: a register that drives its terminal itself is not called, it reports. */
const isOurs = (attempt: TenderAttempt): boolean => attempt.drivenBy === 'box' && isUnsettled(attempt);
