import type { TenderAttempt } from '@app/channel-db';
import type { Cart } from '@app/commerce';
import type { Store } from '../store';

type Given = Pick<TenderAttempt, 'attemptId' | 'tenderTypeId' | 'function' | 'kind' | 'requestedAmount'>;

/** An attempt of a cart's register that begins now; the box asks unless it is told otherwise. */
export function startedAttempt(store: Store, cart: Cart, given: Given & Partial<TenderAttempt>): TenderAttempt {
  return {
    cartId: cart.id,
    channelId: cart.channelId,
    registerId: cart.registerId,
    reversesAttemptId: null,
    drivenBy: 'box',
    terminalId: null,
    state: 'started',
    currency: cart.currency.code,
    approvedAmount: null,
    authorization: null,
    cardLastDigits: null,
    accountNumber: null,
    stateReason: null,
    decidedBy: null,
    startedAt: store.clock.now(),
    settledAt: null,
    ...given,
  };
}
