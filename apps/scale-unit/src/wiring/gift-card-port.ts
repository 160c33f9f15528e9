import { currencyOf, formatAmount, parseAmount } from '@app/kernel';
import type { GiftCards as RealTimeGiftCards } from '@app/real-time';
import { declined, unclear, type GiftCards } from '@app/store-operations';

/** Payments by gift card over the real-time proxy. What headquarters was certainly not asked is declined, not unclear. */
export function giftCardPort(cards: RealTimeGiftCards): GiftCards {
  return {
    async reserve({ amount, currency, ...reservation }) {
      const { minorDigits } = currencyOf(currency);
      const result = await cards.reserve({ ...reservation, currency, amount: formatAmount(amount, minorDigits) });
      if (result.kind === 'unavailable') return result.mayHaveArrived ? unclear(result.reason) : declined('headquarters-unreachable');
      const { output } = result;
      if (output.outcome === 'refused') return declined(output.reason);
      return { kind: 'approved', amount: parseAmount(output.amount, minorDigits), authorization: null, cardLastDigits: null };
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
