import { amount, roundToStep, subtract, ZERO, type Amount } from '@app/kernel';
import { refused, type Refusal } from '../outcome';
import type { CalculatedCart } from '../pricing/calculated-cart';
import type { ChannelRules, TenderType } from '../pricing/pricing-book';

/** What a tender would do to a cart. */
export interface TenderPlan {
  readonly kind: 'payment' | 'refund';
  readonly change: Amount;
  readonly rounding: Amount;
}

/** What closes the cart with this tender: cash can only be paid in its steps, a card pays to the minor unit. */
export function payableWith(remaining: Amount, type: TenderType): Amount {
  return amount(roundToStep(remaining, type.roundingStep, type.roundingMode));
}

/** Checks an amount against the tender's rules and says what change and rounding follow. Nothing is rounded before the cart closes. */
export function planTender(
  calculated: CalculatedCart,
  type: TenderType,
  given: Amount,
  rules: ChannelRules,
): { kind: 'planned'; plan: TenderPlan } | Refusal {
  if (calculated.cart.status !== 'open') return refused('cart.not-open', { status: calculated.cart.status });
  const { remaining } = calculated.totals;
  if (remaining === 0) return refused('tender.nothing-due');
  const payable = payableWith(remaining, type);
  const why = whyNotPayable(given, remaining, payable, type);
  if (why) return why;
  return remaining > 0 ? planPayment(given, remaining, payable, type, rules) : planRefund(given, remaining, payable, type);
}

function whyNotPayable(given: Amount, remaining: Amount, payable: Amount, type: TenderType): Refusal | undefined {
  const hasWrongSign = given === 0 ? payable !== 0 : given > 0 !== remaining > 0;
  if (hasWrongSign) return refused('tender.wrong-sign', { field: '/amount' });
  if (type.roundingStep > 1 && given % type.roundingStep !== 0)
    return refused('tender.not-payable-step', { field: '/amount', step: type.roundingStep });
  const size = Math.abs(given);
  if (given !== 0 && type.minimumAmount !== null && size < type.minimumAmount) return refused('tender.below-minimum', { field: '/amount' });
  if (type.maximumAmount !== null && size > type.maximumAmount) return refused('tender.above-maximum', { field: '/amount' });
  return undefined;
}

function planPayment(
  given: Amount,
  remaining: Amount,
  payable: Amount,
  type: TenderType,
  rules: ChannelRules,
): { kind: 'planned'; plan: TenderPlan } | Refusal {
  const over = given - payable;
  if (over < 0) return { kind: 'planned', plan: { kind: 'payment', change: ZERO, rounding: ZERO } };
  const changeType = type.changeTenderTypeId === null ? undefined : rules.tenderTypes.get(type.changeTenderTypeId);
  if (over > 0 && (!type.allowsOvertender || !changeType)) return refused('tender.overtender', { field: '/amount', maximum: 0 });
  if (type.maximumOvertender !== null && over > type.maximumOvertender) {
    return refused('tender.overtender', { field: '/amount', maximum: type.maximumOvertender });
  }
  const change = changeType ? payableWith(amount(over), changeType) : ZERO;
  return { kind: 'planned', plan: { kind: 'payment', change, rounding: amount(given - change - remaining) } };
}

function planRefund(given: Amount, remaining: Amount, payable: Amount, type: TenderType): { kind: 'planned'; plan: TenderPlan } | Refusal {
  if (!type.allowsReturn) return refused('tender.no-return', { tenderTypeId: type.tenderTypeId });
  if (given < payable) return refused('tender.overtender', { field: '/amount', maximum: payable });
  const rounding = given === payable ? subtract(given, remaining) : ZERO;
  return { kind: 'planned', plan: { kind: 'refund', change: ZERO, rounding } };
}
