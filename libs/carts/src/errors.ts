import { DomainError, type ErrorDetails } from '@app/kernel';
import type { CartOutcome, Cart, Refusal, RefusalCode } from '@app/commerce';

/** What this feature refuses beside what the engine does. The app gives each a status. */
export type SellingErrorCode =
  | RefusalCode
  | 'cart.unknown'
  | 'order.changed'
  | 'order.other-currency'
  | 'order.unknown'
  | 'suspended.unknown'
  | 'cart.id-taken'
  | 'cart.revision-stale'
  | 'cart.tender-unclear'
  | 'channel.unknown'
  | 'register.unknown'
  | 'shift.not-open'
  | 'transaction.unknown'
  | 'receipt.already-printed'
  | 'print.id-taken'
  | 'transaction.id-taken'
  | 'return.sale-changed'
  | 'return.exceeds-remaining'
  | 'return.other-currency'
  | 'return.training'
  | 'barcode.unknown'
  | 'customer.unknown'
  | 'customer.blocked'
  | 'loyalty-card.unknown'
  | 'loyalty-card.blocked'
  | 'loyalty-card.other-customer'
  | 'affiliation.unknown'
  | 'coupon.unknown'
  | 'coupon.used-up'
  | 'deposit-slip.used'
  | 'idempotency.key-reused'
  | 'amount.malformed';

export function sellingError(code: SellingErrorCode, message: string, details: ErrorDetails = {}): DomainError {
  return new DomainError(code, message, details);
}

/** A refusal of the engine as the error a caller gets; `at` is where in the request it happened. */
export function refusalError({ code, details }: Refusal, at = ''): DomainError {
  const field = typeof details['field'] === 'string' ? { field: `${at}${details['field']}` } : at === '' ? {} : { field: at };
  return sellingError(code, `the engine refused: ${code}`, { ...details, ...field });
}

/** The cart of an outcome, or the refusal thrown. */
export function acceptedCart(outcome: CartOutcome, at = ''): Cart {
  if (outcome.kind === 'refused') throw refusalError(outcome, at);
  return outcome.cart;
}
