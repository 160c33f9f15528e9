import { amount, formatAmount, subtract, ZERO, type Amount } from '@app/kernel';
import { refused, type Refusal } from '../outcome';
import type { CalculatedCart } from '../pricing/calculated-cart';
import type { ChannelRules, TenderType } from '../pricing/pricing-book';
import { whyNotIntended } from './intended-tender';
import { payableWith } from './payable';
import { whyNotRefundable } from './refund-policy';

/** What a tender would do to a cart. */
export interface TenderPlan {
  readonly kind: 'payment' | 'refund';
  readonly change: Amount;
  /** The tender the change is given in, or would be; null where none is. */
  readonly changeTenderTypeId: string | null;
  readonly rounding: Amount;
}

type Planned = { readonly kind: 'planned'; readonly plan: TenderPlan } | Refusal;

/** What a tender meets: how much is open, how much of it this type can close, and how to write an amount. */
interface Till {
  readonly remaining: Amount;
  readonly payable: Amount;
  readonly type: TenderType;
  readonly rules: ChannelRules;
  /** What is left open is let go, as far as the tender type allows it. */
  readonly settles: boolean;
  readonly text: (value: number) => string;
}

/** Checks an amount against the tender's rules and says what change and rounding follow. Nothing is rounded before the cart closes. */
export function planTender(calculated: CalculatedCart, type: TenderType, given: Amount, rules: ChannelRules, settles = false): Planned {
  const { cart, totals } = calculated;
  if (cart.status !== 'open') return refused('cart.not-open', { status: cart.status });
  if (cart.order && type.function === 'customer-account') return refused('tender.not-for-deposits', { tenderTypeId: type.tenderTypeId });
  if (totals.remaining === 0) return refused('tender.nothing-due');
  const till: Till = {
    remaining: totals.remaining,
    payable: payableWith(totals.remaining, type),
    type,
    rules,
    settles,
    text: (value) => formatAmount(amount(value), cart.currency.minorDigits),
  };
  const why = (totals.remaining > 0 ? whyNotIntended(calculated, type.tenderTypeId) : undefined) ?? whyNotPayable(given, till);
  if (why) return why;
  if (totals.remaining > 0) return planPayment(given, till);
  return whyNotRefundable(calculated, type, given, rules) ?? planRefund(given, till);
}

function whyNotPayable(given: Amount, { remaining, payable, type, text }: Till): Refusal | undefined {
  const { minimumAmount: least, maximumAmount: most } = type;
  const step = type.currency ? 0 : type.roundingStep;
  const field = '/amount';
  const hasWrongSign = given === 0 ? payable !== 0 : given > 0 !== remaining > 0;
  if (hasWrongSign) return refused('tender.wrong-sign', { field });
  if (step > 1 && given % step !== 0) return refused('tender.not-payable-step', { field, step: text(step) });
  const size = Math.abs(given);
  if (given !== 0 && least !== null && size < least) return refused('tender.below-minimum', { field, minimum: text(least) });
  if (most !== null && size > most) return refused('tender.above-maximum', { field, maximum: text(most) });
  return undefined;
}

function planPayment(given: Amount, till: Till): Planned {
  const { remaining, payable, type, text } = till;
  const over = amount(given - payable);
  if (over < 0) return planUnderpayment(given, till);
  const changeType = changeTypeFor(over, till);
  const mostOver = type.allowsOvertender && changeType ? type.maximumOvertender : ZERO;
  if (mostOver !== null && over > mostOver) return refused('tender.overtender', { field: '/amount', maximum: text(payable + mostOver) });
  const change = changeType ? payableWith(over, changeType) : ZERO;
  const changeTenderTypeId = changeType?.tenderTypeId ?? null;
  return { kind: 'planned', plan: { kind: 'payment', change, changeTenderTypeId, rounding: amount(given - change - remaining) } };
}

/** A part of the sale; or all of it, when the customer is let off what is missing (field notes 5.6). */
function planUnderpayment(given: Amount, { remaining, type, settles, text }: Till): Planned {
  const plan = { kind: 'payment', change: ZERO, changeTenderTypeId: type.changeTenderTypeId } as const;
  if (!settles) return { kind: 'planned', plan: { ...plan, rounding: ZERO } };
  const most = type.maximumUndertender ?? ZERO;
  if (remaining - given > most) return refused('tender.undertender', { field: '/amount', minimum: text(remaining - most) });
  return { kind: 'planned', plan: { ...plan, rounding: amount(given - remaining) } };
}

/** Large change of a voucher is a new voucher, small change is cash; change is never given where money would have to leave the box. */
function changeTypeFor(over: Amount, { type, rules }: Till): TenderType | undefined {
  const { minimumChangeAmount: least, aboveMinimumTenderTypeId: above } = type;
  const id = above !== null && least !== null && over >= least ? above : type.changeTenderTypeId;
  const changeType = id === null ? undefined : rules.tenderTypes.get(id);
  return changeType?.function === 'cash' && !changeType.currency ? changeType : undefined;
}

function planRefund(given: Amount, { remaining, payable, type, text }: Till): Planned {
  if (type.currency) return refused('tender.no-return', { tenderTypeId: type.tenderTypeId });
  if (given < payable) return refused('tender.overtender', { field: '/amount', maximum: text(payable) });
  const rounding = given === payable ? subtract(given, remaining) : ZERO;
  return { kind: 'planned', plan: { kind: 'refund', change: ZERO, changeTenderTypeId: null, rounding } };
}
