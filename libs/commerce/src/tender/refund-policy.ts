import { add, amount, formatAmount, negate, ZERO, type Amount } from '@app/kernel';
import { activeTenders, type Cart } from '../cart/cart';
import type { OriginalPayment } from '../cart/cart-tender';
import { changed, refused, type CartOutcome, type Refusal } from '../outcome';
import type { CalculatedCart } from '../pricing/calculated-cart';
import type { ChannelRules, TenderType } from '../pricing/pricing-book';
import { payableWith } from './payable';

/**
 * Why money may not go back this way (field notes 5.7): what was paid with one tender goes back in those that the policy names
 * for it, and no more than was paid so; for goods without a receipt nobody knows, and the tender itself says whether it gives.
 */
export function whyNotRefundable(calculated: CalculatedCart, type: TenderType, given: Amount, rules: ChannelRules): Refusal | undefined {
  const { cart } = calculated;
  const { tenderTypeId } = type;
  if (!type.allowsReturn) return refused('tender.no-return', { tenderTypeId });
  if (cart.refundOverride?.tenderTypeId === tenderTypeId) return undefined;
  const blind = blindlyReturned(calculated);
  const payments = cart.originalPayments ?? [];
  if (blind > 0 && payments.length === 0 && !type.allowsBlindReturn) return refused('tender.no-blind-return', { tenderTypeId });
  if (rules.refundTenders.size === 0 || payments.length === 0) return undefined;
  const allowed = payments.filter((payment) => mayGoBackIn(payment, type, rules)).map((payment) => payment.amount);
  const most = payableWith(add(type.allowsBlindReturn ? blind : ZERO, ...allowed), type);
  if (most <= 0) return refused('tender.refund-not-allowed', { tenderTypeId, allowed: allowedFor(payments, rules) });
  const back = add(...refundsIn(cart, tenderTypeId), negate(given));
  const { minorDigits } = cart.currency;
  return back > most ? refused('tender.refund-above-original', { field: '/amount', maximum: formatAmount(most, minorDigits) }) : undefined;
}

/** Lets money of this transaction go back in a tender the policy does not name, on the word of somebody who may. */
export function overrideRefund(cart: Cart, tenderTypeId: string, staffId: string | null, rules: ChannelRules): CartOutcome {
  if (cart.status !== 'open') return refused('cart.not-open', { status: cart.status });
  if (!rules.refundsMayBeOverridden) return refused('return.override-prohibited');
  const type = rules.tenderTypes.get(tenderTypeId);
  if (!type) return refused('tender.unknown', { field: '/tenderTypeId' });
  if (!type.allowsReturn) return refused('tender.no-return', { tenderTypeId });
  return changed({ ...cart, refundOverride: { tenderTypeId, staffId } });
}

function mayGoBackIn({ tenderTypeId }: OriginalPayment, type: TenderType, { refundTenders }: ChannelRules): boolean {
  return refundTenders.get(tenderTypeId)?.includes(type.tenderTypeId) ?? true;
}

function allowedFor(payments: readonly OriginalPayment[], { refundTenders }: ChannelRules): string {
  return [...new Set(payments.flatMap(({ tenderTypeId }) => refundTenders.get(tenderTypeId) ?? []))].sort().join(' ');
}

function blindlyReturned({ lines }: CalculatedCart): Amount {
  return negate(add(...lines.filter(({ line }) => line.blindReturn && !line.isVoided).map(({ gross }) => gross)));
}

const refundsIn = (cart: Cart, tenderTypeId: string): Amount[] =>
  activeTenders(cart)
    .filter((tender) => tender.kind === 'refund' && tender.tenderTypeId === tenderTypeId)
    .map(({ tendered }) => amount(-tendered));
