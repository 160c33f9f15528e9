import { refused, type Refusal } from '../outcome';
import type { ChannelRules } from '../pricing/pricing-book';
import { activeLines, activeTenders, lineOf, type Cart } from './cart';
import { comesBack, type CartLine } from './cart-line';

/** Lines may change while the cart is open and not closed by a payment that was rounded or changed for it. */
export function whyLinesAreFixed(cart: Cart): Refusal | undefined {
  if (cart.status !== 'open') return refused('cart.not-open', { status: cart.status });
  const closing = activeTenders(cart).find((tender) => tender.change !== 0 || tender.rounding !== 0);
  return closing && refused('cart.already-paid', { tenderId: closing.tenderId });
}

/** Some stores sell nothing in the transaction that takes goods back (field notes 5.2). */
export function whyNotMixed(
  cart: Cart,
  { prohibitsMixedBaskets }: Pick<ChannelRules, 'prohibitsMixedBaskets'>,
  adding: 'sale' | 'return',
): Refusal | undefined {
  if (!prohibitsMixedBaskets) return undefined;
  const isMixed = activeLines(cart).some((line) => comesBack(line) !== (adding === 'return'));
  return isMixed ? refused('cart.mixing-prohibited') : undefined;
}

/** The line if it may be touched, or why not. */
export function findOpenLine(cart: Cart, lineId: string): { kind: 'line'; line: CartLine } | Refusal {
  const fixed = whyLinesAreFixed(cart);
  if (fixed) return fixed;
  const line = lineOf(cart, lineId);
  if (!line) return refused('line.unknown', { lineId });
  return line.isVoided ? refused('line.voided', { lineId }) : { kind: 'line', line };
}
