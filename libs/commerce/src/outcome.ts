import type { Cart } from './cart/cart';

/**
 * Everything the engine may refuse. The code is what a register sees; the app maps each to a status in one table,
 * so a new one does not compile until it has an answer.
 */
export type RefusalCode =
  | 'cart.not-open'
  | 'cart.already-paid'
  | 'cart.empty'
  | 'cart.not-paid'
  | 'cart.rule-broken'
  | 'cart.requirement-open'
  | 'cart.too-many-lines'
  | 'line.id-taken'
  | 'line.unknown'
  | 'line.voided'
  | 'line.not-changeable'
  | 'line.quantity-invalid'
  | 'line.price-invalid'
  | 'line.weight-too-low'
  | 'line.not-at-this-hour'
  | 'line.amount-too-large'
  | 'product.unknown'
  | 'product.blocked'
  | 'product.no-price'
  | 'coupon.not-valid'
  | 'coupon.needs-customer'
  | 'coupon.same-offer'
  | 'coupon.exclusive'
  | 'coupon.too-many'
  | 'deposit-slip.in-cart'
  | 'tax.unit-not-convertible'
  | 'tax.override-unknown'
  | 'discount.not-allowed'
  | 'discount.invalid'
  | 'discount.above-limit'
  | 'price.fixed'
  | 'price.override-not-allowed'
  | 'reason.needed'
  | 'requirement.unknown'
  | 'requirement.answer-invalid'
  | 'tender.id-taken'
  | 'tender.unknown'
  | 'tender.nothing-due'
  | 'tender.wrong-sign'
  | 'tender.not-payable-step'
  | 'tender.below-minimum'
  | 'tender.above-maximum'
  | 'tender.overtender'
  | 'tender.undertender'
  | 'tender.no-rate'
  | 'tender.not-intended'
  | 'tender.no-blind-return'
  | 'tender.refund-not-allowed'
  | 'tender.refund-above-original'
  | 'tender.not-for-deposits'
  | 'quotation.not-made'
  | 'order.not-taken'
  | 'order.in-hand-over'
  | 'order.empty'
  | 'order.line-not-orderable'
  | 'order.address-required'
  | 'order.no-charge'
  | 'order.deposit-invalid'
  | 'order.nothing-chosen'
  | 'order.nothing-left'
  | 'order.line-unknown'
  | 'order.quantity-exceeded'
  | 'return.override-prohibited'
  | 'cart.paid-in-part'
  | 'suspended.expired'
  | 'suspended.other-currency'
  | 'tender.no-return'
  | 'tender.needs-attempt'
  | 'tender.needs-reversal'
  | 'cart.mixing-prohibited'
  | 'return.receipt-needed'
  | 'return.no-price'
  | 'return.line-limit'
  | 'return.total-limit'
  | 'return.nothing-chosen'
  | 'return.line-unknown'
  | 'return.line-voided'
  | 'return.gift-card'
  | 'return.quantity-exceeded';

export interface Refusal {
  readonly kind: 'refused';
  readonly code: RefusalCode;
  /** Typed per code: limits, ids, the JSON pointer of the field. Never free text of a person. */
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
}

/** A new cart value, or the same one when the request had already been done. */
export type CartOutcome = { readonly kind: 'changed' | 'unchanged'; readonly cart: Cart } | Refusal;

export const refused = (code: RefusalCode, details: Refusal['details'] = {}): Refusal => ({ kind: 'refused', code, details });
export const changed = (cart: Cart): CartOutcome => ({ kind: 'changed', cart });
export const unchanged = (cart: Cart): CartOutcome => ({ kind: 'unchanged', cart });
