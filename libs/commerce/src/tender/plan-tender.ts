import { amount, formatAmount, roundToStep, subtract, ZERO, type Amount } from '@app/kernel';
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

type Planned = { readonly kind: 'planned'; readonly plan: TenderPlan } | Refusal;

/** What a tender meets: how much is open, how much of it this type can close, and how to write an amount. */
interface Till {
  readonly remaining: Amount;
  readonly payable: Amount;
  readonly type: TenderType;
  readonly changeType: TenderType | undefined;
  readonly text: (value: number) => string;
}

/** Checks an amount against the tender's rules and says what change and rounding follow. Nothing is rounded before the cart closes. */
export function planTender(calculated: CalculatedCart, type: TenderType, given: Amount, rules: ChannelRules): Planned {
  const { cart, totals } = calculated;
  if (cart.status !== 'open') return refused('cart.not-open', { status: cart.status });
  if (totals.remaining === 0) return refused('tender.nothing-due');
  const till: Till = {
    remaining: totals.remaining,
    payable: payableWith(totals.remaining, type),
    type,
    changeType: type.changeTenderTypeId === null ? undefined : rules.tenderTypes.get(type.changeTenderTypeId),
    text: (value) => formatAmount(amount(value), cart.currency.minorDigits),
  };
  return whyNotPayable(given, till) ?? (totals.remaining > 0 ? planPayment(given, till) : planRefund(given, till));
}

function whyNotPayable(given: Amount, { remaining, payable, type, text }: Till): Refusal | undefined {
  const { roundingStep: step, minimumAmount: least, maximumAmount: most } = type;
  const field = '/amount';
  const hasWrongSign = given === 0 ? payable !== 0 : given > 0 !== remaining > 0;
  if (hasWrongSign) return refused('tender.wrong-sign', { field });
  if (step > 1 && given % step !== 0) return refused('tender.not-payable-step', { field, step: text(step) });
  const size = Math.abs(given);
  if (given !== 0 && least !== null && size < least) return refused('tender.below-minimum', { field, minimum: text(least) });
  if (most !== null && size > most) return refused('tender.above-maximum', { field, maximum: text(most) });
  return undefined;
}

function planPayment(given: Amount, { remaining, payable, type, changeType, text }: Till): Planned {
  const over = given - payable;
  if (over < 0) return { kind: 'planned', plan: { kind: 'payment', change: ZERO, rounding: ZERO } };
  const mostOver = type.allowsOvertender && changeType ? type.maximumOvertender : ZERO;
  if (mostOver !== null && over > mostOver) return refused('tender.overtender', { field: '/amount', maximum: text(payable + mostOver) });
  const change = changeType ? payableWith(amount(over), changeType) : ZERO;
  return { kind: 'planned', plan: { kind: 'payment', change, rounding: amount(given - change - remaining) } };
}

function planRefund(given: Amount, { remaining, payable, type, text }: Till): Planned {
  if (!type.allowsReturn) return refused('tender.no-return', { tenderTypeId: type.tenderTypeId });
  if (given < payable) return refused('tender.overtender', { field: '/amount', maximum: text(payable) });
  const rounding = given === payable ? subtract(given, remaining) : ZERO;
  return { kind: 'planned', plan: { kind: 'refund', change: ZERO, rounding } };
}
