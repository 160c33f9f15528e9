import { attemptsOf, findAttempt, findCart, type RequestKey, type TenderAttempt } from '@app/channel-db';
import type { Reader, Tx } from '@app/database';
import { newId } from '@app/kernel';
import type { Capsule } from '@app/protocol';
import { storeError } from '../errors';
import { once } from '../once';
import type { Actor, Store } from '../store';
import { tillOf, type Till } from '../till';
import type { AttemptCalls } from './attempt-calls';
import type { AttemptView } from './attempt-schema';
import { attemptView } from './attempt-view';
import { decide, type Decision } from './decide-attempt';
import type { MoneyAnswer } from './money-answer';
import { report, type AttemptReport } from './report-attempt';
import { startReversal, type StartedReversal } from './reverse-attempt';
import { isApproved, isUnsettled, settle } from './settle-attempt';
import type { AttemptPlace } from './attempt-place';
import { sameIssue, startIssue, type NewGiftCard } from './issue-gift-card';
import { sameAttempt, startAttempt, type NewAttempt } from './start-attempt';

/** What is kept with an idempotency key: a retry answers the attempt's present state. */
interface Kept {
  readonly attemptId: string;
  readonly capsules: readonly Capsule[];
}

/** Which attempt an employee means. */
export interface AttemptName {
  readonly cartId: string;
  readonly attemptId: string;
}

/** Payments that leave the box. Committed before the call, recorded after it, asked about when the answer was lost. */
export class TenderAttempts {
  constructor(
    private readonly store: Store,
    private readonly calls: AttemptCalls,
  ) {}

  /** Asks for money and waits for the answer. A retry, also while the first request waits, answers the present state. */
  async start(actor: Actor, key: RequestKey, place: AttemptPlace, wanted: NewAttempt): Promise<AttemptView> {
    return this.begin(actor, key, wanted.attemptId, {
      known: (attempt) => sameAttempt(attempt, actor, place, wanted),
      start: (tx, till) => startAttempt(tx, this.store, till, actor, place, wanted),
    });
  }

  /** Asks headquarters for a gift card to sell; it becomes a line of the cart. */
  async issue(actor: Actor, key: RequestKey, place: AttemptPlace, wanted: NewGiftCard): Promise<AttemptView> {
    return this.begin(actor, key, wanted.lineId, {
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

  /** Attempts of a transaction, oldest first. */
  async list(actor: Actor, cartId: string): Promise<AttemptView[]> {
    const attempts = await attemptsOf(this.store.database.reader, cartId);
    return attempts.filter(({ channelId }) => channelId === actor.channelId).map((attempt) => attemptView(attempt));
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
    return this.commitThenCall(key, async () => {
      const till = await tillOf(this.store, actor);
      return async (tx) => {
        const paid = await visibleAttempt(tx, actor, name);
        const { attempt, capsules } = await startReversal(tx, this.store, till, actor, paid, reversalId);
        return { attempt: await this.pretendInTraining(tx, attempt), isNew: attempt.attemptId === reversalId, capsules };
      };
    });
  }

  /**
   * Gives back whatever the attempts of a transaction moved, or those of one tender: before a cart or a tender is voided.
   * Answers the reversals; one that is not approved keeps the cart as it is.
   */
  async reverseAll(actor: Actor, cartId: string, tenderId: string | null): Promise<AttemptView[]> {
    const attempts = await attemptsOf(this.store.database.reader, cartId);
    const paid = attempts.filter((attempt) => attempt.kind === 'payment' && isApproved(attempt));
    const reversals: AttemptView[] = [];
    for (const { attemptId } of paid.filter((attempt) => tenderId === null || attempt.attemptId === tenderId)) {
      const reversalId = newId(this.store.clock.now());
      reversals.push(await this.reverse(actor, null, { cartId, attemptId }, reversalId));
    }
    return reversals;
  }

  /** What a register says of a terminal it drives itself. */
  async report(actor: Actor, key: RequestKey, name: AttemptName, given: AttemptReport): Promise<AttemptView> {
    return this.commitThenCall(key, async () => async (tx) => {
      const attempt = await visibleAttempt(tx, actor, name);
      return { attempt: await report(tx, this.store, attempt, given), isNew: false, capsules: [] };
    });
  }

  /** A manager's word at the register. */
  async decide(actor: Actor, key: RequestKey, name: AttemptName, decision: Decision): Promise<AttemptView> {
    return this.commitThenCall(key, async () => {
      const till = await tillOf(this.store, actor);
      return async (tx) => {
        const attempt = await visibleAttempt(tx, actor, name);
        return { ...(await decide(tx, this.store, till, actor, attempt, decision)), isNew: false };
      };
    });
  }

  /** A manager's word at the console, where nobody is logged on at a register. */
  async decideAtConsole(attemptId: string, decision: Decision): Promise<AttemptView> {
    const found = await findAttempt(this.store.database.reader, attemptId);
    if (!found) throw unknownAttempt(attemptId);
    const till = await tillOf(this.store, found);
    const actor = { ...found, legalEntityId: till.rules.legalEntityId, ...NOBODY };
    const { attempt, capsules } = await this.store.database.unitOfWork.run((tx) => decide(tx, this.store, till, actor, found, decision));
    return attemptView(attempt, capsules);
  }

  /** Something new under an id the register made; what is known under it is not begun again. */
  private begin(
    actor: Actor,
    key: RequestKey,
    attemptId: string,
    { known, start }: { known: (attempt: TenderAttempt) => TenderAttempt; start: (tx: Tx, till: Till) => Promise<TenderAttempt> },
  ): Promise<AttemptView> {
    return this.commitThenCall(key, async () => {
      const till = await tillOf(this.store, actor);
      return async (tx) => {
        const before = await findAttempt(tx, attemptId);
        if (before) return { attempt: known(before), isNew: false, capsules: [] };
        return { attempt: await this.pretendInTraining(tx, await start(tx, till)), isNew: true, capsules: [] };
      };
    });
  }

  private async commitThenCall(
    key: RequestKey | null,
    prepare: () => Promise<(tx: Tx) => Promise<StartedReversal & { readonly isNew: boolean }>>,
  ): Promise<AttemptView> {
    let begun: TenderAttempt | undefined;
    const kept = await once<Kept>(this.store, key, async () => {
      const work = await prepare();
      return async (tx) => {
        const { attempt, capsules, isNew } = await work(tx);
        begun = isNew ? attempt : undefined;
        return { attemptId: attempt.attemptId, capsules };
      };
    });
    const attempt = begun ? await this.calls.move(begun) : await this.calls.present(kept.attemptId);
    return attemptView(attempt, kept.capsules);
  }

  /** Nobody is charged for training: the attempt ends as asked, in the unit it began in. */
  private async pretendInTraining(tx: Tx, attempt: TenderAttempt): Promise<TenderAttempt> {
    const cart = isUnsettled(attempt) ? await findCart(tx, attempt.cartId) : undefined;
    if (cart?.mode !== 'training') return attempt;
    return settle(tx, attempt.attemptId, trainingAnswer(attempt), this.store.clock.now());
  }
}

const NOBODY = { deviceId: 'console', staffId: null, permissions: new Set<string>(), approvedBy: null, registerTime: null };

function trainingAnswer({ requestedAmount }: TenderAttempt): MoneyAnswer {
  const size = (requestedAmount < 0 ? -requestedAmount : requestedAmount) as typeof requestedAmount;
  return { kind: 'approved', amount: size, authorization: 'TRAINING', cardLastDigits: null };
}

async function visibleAttempt(reader: Reader, actor: Actor, { cartId, attemptId }: AttemptName): Promise<TenderAttempt> {
  const attempt = await findAttempt(reader, attemptId);
  if (attempt?.cartId !== cartId || attempt.channelId !== actor.channelId) throw unknownAttempt(attemptId);
  return attempt;
}

function unknownAttempt(attemptId: string) {
  return storeError('tender-attempt.unknown', 'there is no such payment attempt', { attemptId });
}
