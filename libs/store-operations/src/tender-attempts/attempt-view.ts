import type { TenderAttempt } from '@app/channel-db';
import type { Capsule } from '@app/protocol';
import { moneyText, moneyTextOrNull } from '../money';
import type { AttemptView } from './attempt-schema';

export function attemptView(attempt: TenderAttempt, capsules: readonly Capsule[] = []): AttemptView {
  const { attemptId, cartId, kind, tenderTypeId, state, drivenBy, currency, authorization, cardLastDigits, giftCardNumber } = attempt;
  const { stateReason, reversesAttemptId, startedAt, settledAt } = attempt;
  return {
    attemptId, transactionId: cartId, kind, function: attempt.function, tenderTypeId, state, drivenBy, currency,
    requestedAmount: moneyText(currency, attempt.requestedAmount), approvedAmount: moneyTextOrNull(currency, attempt.approvedAmount),
    authorization, cardLastDigits, giftCardNumber, reason: stateReason, reversesAttemptId, startedAt, settledAt,
    capsules: [...capsules],
  }; // prettier-ignore
}
