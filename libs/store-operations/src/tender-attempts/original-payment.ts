import { attemptsOf, givenBackOf, type TenderAttempt } from '@app/channel-db';
import { activeLines, type Cart, type TenderType } from '@app/commerce';
import type { Reader } from '@app/database';
import type { Amount } from '@app/kernel';
import { storeError } from '../errors';
import { isApproved } from './settle-attempt';

/**
 * Which card payment a refund gives back: money goes to the card it came from. It is a payment of a sale whose goods the cart takes
 * back, or of the deposit it gives back, made the same way, and what was given back of it before leaves enough.
 */
export async function originalOf(reader: Reader, cart: Cart, type: TenderType, amount: Amount): Promise<string> {
  for (const transactionId of soldBefore(cart)) {
    const payments = (await attemptsOf(reader, transactionId)).filter((attempt) => isPaymentBy(attempt, type));
    for (const { attemptId, approvedAmount } of payments) {
      if ((approvedAmount ?? 0) - (await givenBackOf(reader, attemptId)) >= -amount) return attemptId;
    }
  }
  throw storeError('tender-attempt.original-unknown', 'no payment of the returned goods can take this back', { field: '/amount' });
}

function soldBefore(cart: Cart): Set<string> {
  const origins = activeLines(cart).map(({ returnOf }) => returnOf?.transactionId);
  return new Set([...origins, cart.fulfils?.orderId].filter((id) => id !== undefined));
}

const isPaymentBy = (attempt: TenderAttempt, { tenderTypeId }: TenderType): boolean =>
  attempt.kind === 'payment' && attempt.tenderTypeId === tenderTypeId && isApproved(attempt);
