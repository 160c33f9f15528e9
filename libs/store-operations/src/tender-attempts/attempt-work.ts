import { findAttempt, findCart, type RequestKey, type TenderAttempt } from '@app/channel-db';
import type { Tx } from '@app/database';
import { amount } from '@app/kernel';
import type { Capsule } from '@app/protocol';
import { once } from '../once';
import type { Actor, Store } from '../store';
import { tillOf, type Till } from '../till';
import type { AttemptCalls } from './attempt-calls';
import type { AttemptView } from './attempt-schema';
import { attemptView } from './attempt-view';
import type { MoneyAnswer } from './money-answer';
import { isUnsettled, settle } from './settle-attempt';

/** What a unit of work did about an attempt. */
export interface AttemptStep {
  readonly attempt: TenderAttempt;
  readonly capsules: readonly Capsule[];
  /** Began in this unit, so that somebody has to be called now. */
  readonly isNew: boolean;
}

/** What is kept with an idempotency key: a retry answers the attempt's present state. */
interface Kept {
  readonly attemptId: string;
  readonly capsules: readonly Capsule[];
}

/** How something new begins under an id the register made, and what becomes of one that is known. */
export interface Beginning {
  readonly attemptId: string;
  readonly known: (attempt: TenderAttempt) => TenderAttempt;
  readonly start: (tx: Tx, till: Till) => Promise<TenderAttempt>;
}

/** The shape of everything done with attempts: one unit of work, then the call it announced, then the present state. */
export class AttemptWork {
  constructor(
    private readonly store: Store,
    private readonly calls: AttemptCalls,
  ) {}

  begin(actor: Actor, key: RequestKey, { attemptId, known, start }: Beginning): Promise<AttemptView> {
    return this.do(actor, key, async (tx, till) => {
      const before = await findAttempt(tx, attemptId);
      if (before) return { attempt: known(before), isNew: false, capsules: [] };
      return { attempt: await start(tx, till), isNew: true, capsules: [] };
    });
  }

  /** Without a key the unit itself must make sure that nothing happens twice. */
  async do(actor: Actor, key: RequestKey | null, step: (tx: Tx, till: Till) => Promise<AttemptStep>): Promise<AttemptView> {
    let begun: TenderAttempt | undefined;
    const kept = await once<Kept>(this.store, key, async () => {
      const till = await tillOf(this.store, actor);
      return async (tx) => {
        const { attempt, capsules, isNew } = await step(tx, till);
        begun = isNew ? await this.pretendInTraining(tx, attempt) : undefined;
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
    return settle(tx, attempt.attemptId, asAsked(attempt), this.store.clock.now());
  }
}

function asAsked({ requestedAmount }: TenderAttempt): MoneyAnswer {
  return { kind: 'approved', amount: amount(Math.abs(requestedAmount)), authorization: 'TRAINING', cardLastDigits: null };
}
