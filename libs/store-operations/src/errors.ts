import type { Refusal, RefusalCode } from '@app/commerce';
import { DomainError, type ErrorDetails } from '@app/kernel';

/** What this feature refuses. The app gives each a status. */
export type StoreOperationErrorCode =
  | 'account.number-required'
  | 'account.refused'
  | 'amount.malformed'
  | 'cart.revision-required'
  | 'cart.revision-stale'
  | 'cart.unknown'
  | 'channel.unknown'
  | 'gift-card.refused'
  | 'idempotency.key-reused'
  | 'real-time.unavailable'
  | 'register.unknown'
  | 'shift.carts-open'
  | 'shift.drawer-in-use'
  | 'shift.id-taken'
  | 'shift.money-unclear'
  | 'shift.money-unspent'
  | 'shift.no-cash-tender'
  | 'shift.not-closed'
  | 'shift.not-open'
  | 'shift.reason-required'
  | 'shift.tender-unknown'
  | 'shift.unknown'
  | 'tender-attempt.id-taken'
  | 'tender-attempt.no-terminal'
  | 'tender-attempt.not-approved'
  | 'tender-attempt.not-reversible'
  | 'tender-attempt.original-unknown'
  | 'tender-attempt.other-driver'
  | 'tender-attempt.settled'
  | 'tender-attempt.unclear'
  | 'tender-attempt.unknown';

export function storeError(code: StoreOperationErrorCode | RefusalCode, message: string, details: ErrorDetails = {}): DomainError {
  return new DomainError(code, message, details);
}

/** A refusal of the engine as the error a caller gets. */
export const refusalError = ({ code, details }: Refusal): DomainError => storeError(code, `the engine refused: ${code}`, details);
