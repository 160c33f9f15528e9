import { currencyOf, formatAmount, type Amount } from '@app/kernel';
import type { GiftCards as RealTimeGiftCards, RealTimeResult } from '@app/real-time';
import { declined, unclear, type GiftCardReservation, type GiftCards, type MoneyAnswer } from '@app/store-operations';

/** Payments by gift card over the real-time proxy. What headquarters was certainly not asked is declined, not unclear. */
export function giftCardPort(cards: RealTimeGiftCards): GiftCards {
  return {
    async reserve(reservation) {
      return moneyAnswer(await cards.reserve(wireOf(reservation)), reservation.amount);
    },

    async issue(card) {
      return moneyAnswer(await cards.issue(wireOf(card)), card.amount);
    },

    async release(operationId) {
      const result = await cards.release(operationId);
      if (result.kind === 'unavailable') return 'later';
      return result.output.outcome === 'released' ? 'released' : 'captured';
    },

    async balance(cardNumber) {
      const result = await cards.balance(cardNumber);
      if (result.kind === 'unavailable') return { kind: 'unavailable', reason: result.reason, retryAfterMs: result.retryAfterMs };
      const { output } = result;
      if (output.outcome === 'refused') return { kind: 'refused', reason: output.reason };
      const { balance, reserved, currency, state } = output;
      return { kind: 'known', balance, reserved, currency, state };
    },
  };
}

function wireOf({ amount, currency, ...rest }: GiftCardReservation) {
  return { ...rest, currency, amount: formatAmount(amount, currencyOf(currency).minorDigits) };
}

/** Headquarters holds or loads the whole amount, or nothing. */
function moneyAnswer(result: RealTimeResult<'gift-card.reserve' | 'gift-card.issue'>, amount: Amount): MoneyAnswer {
  if (result.kind === 'unavailable') return result.mayHaveArrived ? unclear(result.reason) : declined('headquarters-unreachable');
  const { output } = result;
  if (output.outcome === 'refused') return declined(output.reason);
  return { kind: 'approved', amount, authorization: null, cardLastDigits: null };
}
