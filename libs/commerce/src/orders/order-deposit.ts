import { add, fraction } from '@app/kernel';
import type { Cart } from '../cart/cart';
import type { CalculatedLine } from '../pricing/calculated-cart';
import { asUnitPrice } from './order-lines';

/** The lines of a cart that places an order, the deposit being its part of what waits, rounded once. */
export function withDeposit(lines: readonly CalculatedLine[], cart: Cart): CalculatedLine[] {
  const { order } = cart;
  const ordered = lines.filter(({ line }) => !line.isVoided && line.delivery !== undefined);
  const total = add(...ordered.map(({ gross }) => gross));
  return lines.map((one) => {
    if (one.line.kind !== 'order-deposit' || one.line.isVoided || !order) return one;
    const deposit = fraction(total, order.depositRate, 'half-away-from-zero');
    return { ...one, line: { ...one.line, unitPrice: asUnitPrice(deposit, cart) }, amount: deposit, net: deposit, gross: deposit };
  });
}
