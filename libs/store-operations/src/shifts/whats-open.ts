import { attemptsWithoutSale, openCartsOf, type Shift } from '@app/channel-db';
import type { Reader } from '@app/database';
import { storeError } from '../errors';

/**
 * Refuses to close a shift whose money is not settled yet: a payment whose end nobody knows, a card that paid for nothing, or a
 * basket still open. Each is named, so that somebody can go and finish it. Training counts nowhere.
 */
export async function refuseUnfinished(reader: Reader, shift: Shift, registerIds: readonly string[]): Promise<void> {
  for (const registerId of registerIds) {
    const attempts = await attemptsWithoutSale(reader, shift.channelId, registerId, shift.shiftId);
    const unclear = attempts.filter(({ state }) => state === 'started' || state === 'unknown');
    if (unclear.length > 0) throw storeError('shift.money-unclear', 'it is unclear how a payment ended', { attempts: unclear.map(nameOf) });
    const carts = (await openCartsOf(reader, shift.channelId, registerId)).filter(
      ({ mode, shiftId }) => mode === 'live' && shiftId === shift.shiftId,
    );
    if (carts.length > 0) throw storeError('shift.carts-open', 'a cart of the shift is open', { transactions: carts.map(({ id }) => id) });
    const unspent = attempts.filter((attempt) => !unclear.includes(attempt));
    if (unspent.length > 0) throw storeError('shift.money-unspent', 'a payment belongs to no sale', { attempts: unspent.map(nameOf) });
  }
}

function nameOf({ attemptId, cartId }: { attemptId: string; cartId: string }) {
  return { attemptId, transactionId: cartId };
}
