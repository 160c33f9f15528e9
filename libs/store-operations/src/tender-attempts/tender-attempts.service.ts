import { attemptsOf, type RequestKey } from '@app/channel-db';
import { newId } from '@app/kernel';
import type { Actor, Store } from '../store';
import type { AttemptCalls } from './attempt-calls';
import type { AttemptPlace } from './attempt-place';
import type { AttemptView } from './attempt-schema';
import { attemptView } from './attempt-view';
import { AttemptWork } from './attempt-work';
import { sameIssue, startIssue, type NewGiftCard } from './issue-gift-card';
import { isReversible, startReversal } from './reverse-attempt';
import { isApproved } from './settle-attempt';
import { sameAttempt, startAttempt, type NewAttempt } from './start-attempt';
import { visibleAttempt, type AttemptName } from './visible-attempt';

/** Payments that leave the box. Committed before the call, recorded after it, asked about when the answer was lost. */
export class TenderAttempts {
  private readonly work: AttemptWork;

  constructor(
    private readonly store: Store,
    private readonly calls: AttemptCalls,
  ) {
    this.work = new AttemptWork(store, calls);
  }

  /** Asks for money and waits for the answer. A retry, also while the first request waits, answers the present state. */
  start(actor: Actor, key: RequestKey, place: AttemptPlace, wanted: NewAttempt): Promise<AttemptView> {
    return this.work.begin(actor, key, {
      attemptId: wanted.attemptId,
      known: (attempt) => sameAttempt(attempt, actor, place, wanted),
      start: (tx, till) => startAttempt(tx, this.store, till, actor, place, wanted),
    });
  }

  /** Asks headquarters for a gift card to sell; it becomes a line of the cart. */
  issue(actor: Actor, key: RequestKey, place: AttemptPlace, wanted: NewGiftCard): Promise<AttemptView> {
    return this.work.begin(actor, key, {
      attemptId: wanted.lineId,
      known: (attempt) => sameIssue(attempt, actor, place, wanted),
      start: (tx, till) => startIssue(tx, this.store, till, actor, place, wanted),
    });
  }

  /** A line or a cart with an issued card was voided: headquarters may give the number to another sale. */
  async withdraw(actor: Actor, name: AttemptName): Promise<void> {
    const attempt = await visibleAttempt(this.store.database.reader, actor, name);
    if (attempt.kind === 'issue') await this.calls.letGo(attempt);
  }

  async show(actor: Actor, name: AttemptName): Promise<AttemptView> {
    return attemptView(await visibleAttempt(this.store.database.reader, actor, name));
  }

  /** Asks the terminal what became of an attempt. */
  async resolve(actor: Actor, name: AttemptName): Promise<AttemptView> {
    const attempt = await visibleAttempt(this.store.database.reader, actor, name);
    return attemptView(await this.calls.ask(attempt));
  }

  /** Gives a payment back, by an attempt of its own; begun once, whatever the key. */
  async reverse(actor: Actor, key: RequestKey | null, name: AttemptName, reversalId: string): Promise<AttemptView> {
    const original = await visibleAttempt(this.store.database.reader, actor, name);
    if (this.calls.canAbandon(original)) return attemptView(await this.calls.abandon(original));
    return this.work.do(actor, key, async (tx, till) => {
      const paid = await visibleAttempt(tx, actor, name);
      return startReversal(tx, this.store, till, actor, paid, reversalId);
    });
  }

  /**
   * Gives back whatever the attempts of a transaction moved, or those of one tender: before a cart or a tender is voided.
   * Answers the reversals; one that is not approved keeps the cart as it is.
   */
  async reverseAll(actor: Actor, cartId: string, tenderId: string | null): Promise<AttemptView[]> {
    const attempts = await attemptsOf(this.store.database.reader, cartId);
    const paid = attempts.filter((attempt) => isReversible(attempt) && isApproved(attempt));
    const reversals: AttemptView[] = [];
    for (const { attemptId } of paid.filter((attempt) => tenderId === null || attempt.attemptId === tenderId)) {
      reversals.push(await this.reverse(actor, null, { cartId, attemptId }, newId(this.store.clock.now())));
    }
    return reversals;
  }
}
