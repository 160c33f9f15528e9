import type { TenderAttempt } from '@app/channel-db';
import type { Tx } from '@app/database';
import { amount, type Amount } from '@app/kernel';
import { storeError } from '../errors';
import { amountIn } from '../money';
import type { Store } from '../store';
import { checkedPart } from './decide-attempt';
import { declined, unclear, type MoneyAnswer } from './money-answer';
import { isUnsettled, settle } from './settle-attempt';

/** What a register says of a terminal it drives itself. */
export interface AttemptReport {
  readonly outcome: 'approved' | 'part-approved' | 'declined' | 'unknown';
  /** What moved, not negative; all of it when null. */
  readonly amount: string | null;
  readonly authorization: string | null;
  readonly cardLastDigits: string | null;
  readonly reason: string | null;
}

/** The first clear report stands; the same again changes nothing, another one is refused. */
export async function report(tx: Tx, store: Store, attempt: TenderAttempt, given: AttemptReport): Promise<TenderAttempt> {
  const { attemptId, drivenBy, state } = attempt;
  if (drivenBy !== 'register') throw storeError('tender-attempt.other-driver', 'this box drives the terminal', { attemptId });
  if (isUnsettled(attempt)) return settle(tx, attemptId, answerFrom(attempt, given), store.clock.now());
  const isSame = given.outcome === state || given.outcome === 'unknown' || (given.outcome === 'approved' && state === 'reversed');
  if (!isSame) throw storeError('tender-attempt.settled', 'how the attempt ended is known already', { attemptId, state });
  return attempt;
}

function answerFrom(attempt: TenderAttempt, { outcome, amount: text, authorization, cardLastDigits, reason }: AttemptReport): MoneyAnswer {
  if (outcome === 'unknown') return unclear(reason ?? 'the register does not know');
  if (outcome === 'declined') return declined(reason ?? 'declined');
  const moved = movedBy(attempt, outcome, text);
  return { kind: outcome, amount: moved, authorization, cardLastDigits };
}

function movedBy({ currency, requestedAmount, kind }: TenderAttempt, outcome: 'approved' | 'part-approved', text: string | null): Amount {
  const asked = amount(Math.abs(requestedAmount));
  const moved = text === null ? asked : checkedPart(amountIn(currency, text, '/amount'), asked, kind);
  if ((moved === asked) === (outcome === 'approved')) return moved;
  throw storeError('amount.malformed', 'the outcome and the amount contradict each other', { field: '/amount' });
}
