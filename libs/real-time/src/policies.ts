import { OPERATIONS, type StoreOperation } from '@app/commerce';
import { invariant } from '@app/kernel';
import type { RealTimeOperation } from '@app/protocol';

/** The operation of the registry whose deadline and fallback count for a call to headquarters. */
const GOVERNED_BY: Readonly<Record<RealTimeOperation, StoreOperation>> = {
  'gift-card.balance': OPERATIONS.showGiftCardBalance,
  'gift-card.issue': OPERATIONS.addGiftCardLine,
  // A payment from an account is a tender attempt, but headquarters answers within the time of its own questions, not of a terminal's.
  'gift-card.reserve': OPERATIONS.addGiftCardLine,
  'gift-card.release': OPERATIONS.addGiftCardLine,
  'account.balance': OPERATIONS.showAccountBalance,
  'account.issue': OPERATIONS.addGiftCardLine,
  'account.reserve': OPERATIONS.addGiftCardLine,
  'account.credit': OPERATIONS.addGiftCardLine,
};

/** Milliseconds after which an answer no longer counts and the declared refusal does. */
export function deadlineOf(operation: RealTimeOperation): number {
  const { deadlineMs, fallback } = GOVERNED_BY[operation];
  invariant(deadlineMs !== null && fallback === 'refuse', `${operation} needs a deadline and a declared refusal`);
  return deadlineMs;
}

/** Limits of the line for these calls alone: somebody stands at the register, so a dead line is refused quickly. */
export const REAL_TIME_LIMITS = { maximumInFlight: 8, failuresToOpen: 2, openForMs: 5_000 };
