import { formatAmount } from '@app/kernel';
import { activeLines } from '../cart/cart';
import { refused, type Refusal } from '../outcome';
import type { CalculatedCart } from '../pricing/calculated-cart';
import { whyNotPaidAsIntended } from '../tender/intended-tender';
import { brokenRules } from './rules';

/** Why a cart cannot become a sale yet; undefined when it can. */
export function whyNotFinished(sale: CalculatedCart): Refusal | undefined {
  const { cart, totals, requirements } = sale;
  if (cart.status !== 'open') return refused('cart.not-open', { status: cart.status });
  if (activeLines(cart).length === 0) return refused('cart.empty');
  if (cart.order && !activeLines(cart).some(({ kind, delivery }) => kind === 'product' && delivery !== undefined))
    return refused('order.empty');
  const [open] = requirements;
  if (open) return refused('cart.requirement-open', { requirement: open.kind, lineId: open.lineId });
  if (totals.remaining !== 0) return refused('cart.not-paid', { remaining: formatAmount(totals.remaining, cart.currency.minorDigits) });
  const otherwise = whyNotPaidAsIntended(sale);
  if (otherwise) return otherwise;
  const [broken] = brokenRules(sale);
  return broken === undefined ? undefined : refused('cart.rule-broken', { rule: broken });
}
