import type { TenderAttempt } from '@app/channel-db';
import type { Tx } from '@app/database';
import { amount, type Amount } from '@app/kernel';
import type { AuditEvent } from '../audit';
import { storeError } from '../errors';
import { amountIn, moneyText } from '../money';
import type { Store } from '../store';
import { declined, type MoneyAnswer } from './money-answer';
import { isUnsettled, settle } from './settle-attempt';

/** What a person found out where the terminal says nothing: on its slip, in its journal, from the bank. */
export interface Decision {
  readonly outcome: 'charged' | 'not-charged';
  /** What was charged, when it was less than asked. */
  readonly amount: string | null;
  readonly note: string;
}

export interface Decided {
  readonly attempt: TenderAttempt;
  /** What has to stand in the journal about it; null where it was decided before. */
  readonly event: AuditEvent | null;
}

/** Ends an attempt by a person's word. Saying the same again changes nothing. */
export async function decide(tx: Tx, store: Store, attempt: TenderAttempt, decision: Decision, decidedBy: string): Promise<Decided> {
  if (!isUnsettled(attempt)) return { attempt: sameAsDecided(attempt, decision), event: null };
  const answer = answerFrom(attempt, decision);
  const settled = await settle(tx, attempt.attemptId, answer, store.clock.now(), decidedBy);
  const { currency, requestedAmount, approvedAmount } = settled;
  const amounts = {
    asked: moneyText(currency, requestedAmount),
    moved: approvedAmount === null ? null : moneyText(currency, approvedAmount),
  };
  const details = { outcome: decision.outcome, note: decision.note, currency, ...amounts, decidedBy };
  return { attempt: settled, event: { event: 'payment-decided', subjectId: attempt.attemptId, details, shift: null } };
}

function sameAsDecided(attempt: TenderAttempt, { outcome }: Decision): TenderAttempt {
  if ((attempt.state === 'declined') === (outcome === 'not-charged')) return attempt;
  const { attemptId, state } = attempt;
  throw storeError('tender-attempt.settled', 'how the attempt ended is known already', { attemptId, state });
}

function answerFrom({ currency, requestedAmount, kind }: TenderAttempt, { outcome, amount: text, note }: Decision): MoneyAnswer {
  if (outcome === 'not-charged') return declined(`decided: ${note}`.slice(0, 200));
  const asked = amount(Math.abs(requestedAmount));
  const moved = text === null ? asked : checkedPart(amountIn(currency, text, '/amount'), asked, kind);
  return { kind: moved < asked ? 'part-approved' : 'approved', amount: moved, authorization: null, cardLastDigits: null };
}

/** A payment may have been charged in part; what is given back is given back whole. */
export function checkedPart(moved: Amount, asked: Amount, kind: TenderAttempt['kind']): Amount {
  const isPossible = kind === 'payment' ? moved > 0 && moved <= asked : moved === asked;
  if (!isPossible) throw storeError('amount.malformed', 'not an amount this attempt can have moved', { field: '/amount' });
  return moved;
}
