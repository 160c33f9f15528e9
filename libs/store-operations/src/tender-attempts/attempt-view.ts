import type { TenderAttempt } from '@app/channel-db';
import type { Capsule } from '@app/protocol';
import { moneyText, moneyTextOrNull } from '../money';
import type { AttemptView } from './attempt-schema';
import { HEADQUARTERS_UNREACHABLE } from './money-answer';

export function attemptView(attempt: TenderAttempt, capsules: readonly Capsule[] = []): AttemptView {
  const { attemptId, cartId, kind, tenderTypeId, state, drivenBy, currency, authorization, cardLastDigits, accountNumber } = attempt;
  const { stateReason, reversesAttemptId, startedAt, settledAt } = attempt;
  return {
    attemptId, transactionId: cartId, kind, function: attempt.function, tenderTypeId, state, drivenBy, currency,
    requestedAmount: moneyText(currency, attempt.requestedAmount), approvedAmount: moneyTextOrNull(currency, attempt.approvedAmount),
    authorization, cardLastDigits, giftCardNumber: attempt.function === 'gift-card' ? accountNumber : null, accountNumber,
    reason: stateReason, instead: insteadOf(attempt), reversesAttemptId, startedAt, settledAt,
    capsules: [...capsules],
  }; // prettier-ignore
}

/** Cash and cards need no headquarters. */
function insteadOf({ state, stateReason, kind }: TenderAttempt): AttemptView['instead'] {
  const isAway = state === 'declined' && stateReason === HEADQUARTERS_UNREACHABLE;
  return isAway && kind !== 'issue' ? ['cash', 'card'] : [];
}
