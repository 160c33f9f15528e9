import { formatScaled, parseScaled } from '@app/kernel';
import type { BehaviourKind, PaymentAnswer, PaymentRequest, ReversalAnswer, ReversalRequest } from './messages';

const WIRE_SCALE = 4;
const digitsOf = (amount: string): number => amount.split('.')[1]?.length ?? 0;
const zeroLike = (amount: string): string => formatScaled(0, digitsOf(amount), digitsOf(amount));

/** An amount as an integer that compares whatever digits its text has. */
export const valueOf = (amount: string): number => parseScaled(amount, WIRE_SCALE);

export function declined({ attemptId, amount, currency }: PaymentRequest, reason: string | null): PaymentAnswer {
  return { attemptId, outcome: 'declined', amount: zeroLike(amount), currency, authorization: null, cardLastDigits: null, reason };
}

/** What a card's issuer says to a payment that is treated as `kind`. */
export function paymentOutcome(request: PaymentRequest, kind: BehaviourKind, number: number): PaymentAnswer {
  if (kind === 'decline') return declined(request, 'declined-by-issuer');
  if (kind === 'uncharged-no-answer') return declined(request, 'timed-out');
  const { attemptId, currency, amount } = request;
  const card = { authorization: `A${String(number).padStart(5, '0')}`, cardLastDigits: '4242', reason: null };
  if (kind !== 'partial') return { attemptId, outcome: 'approved', amount, currency, ...card };
  const digits = digitsOf(amount);
  const half = formatScaled(Math.floor(parseScaled(amount, digits) / 2), digits, digits);
  return { attemptId, outcome: 'part-approved', amount: half, currency, ...card };
}

/** The answer to a reversal: all or nothing, with the reason when nothing. */
export function reversalOutcome({ attemptId, ofAttemptId, amount }: ReversalRequest, refusal: string | null): ReversalAnswer {
  return refusal === null
    ? { attemptId, ofAttemptId, outcome: 'reversed', amount, reason: null }
    : { attemptId, ofAttemptId, outcome: 'refused', amount: zeroLike(amount), reason: refusal };
}
