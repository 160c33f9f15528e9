import { ONE, quantity, scaleRounded, type Quantity } from '@app/kernel';
import { priceAtStep, stepAt } from '../pricing/price-step';
import type { Cart } from './cart';
import type { CartLine } from './cart-line';

/** The cart with a changed line. What comes with the line follows it: its quantity, its delivery, and its end. */
export function replaceLine(cart: Cart, changed: CartLine): Cart {
  return {
    ...cart,
    lines: cart.lines.map((line) => {
      if (line.lineId === changed.lineId) return changed;
      return line.linkedTo?.lineId === changed.lineId ? followed(line, changed) : line;
    }),
  };
}

/** So much of a product that comes with `count` of another; of goods that must still be weighed, as much as with one. */
export const linkedQuantity = (perUnit: Quantity, count: Quantity | null): Quantity =>
  quantity(scaleRounded(perUnit, count ?? ONE, ONE, 'half-away-from-zero'));

function followed(line: CartLine, parent: CartLine): CartLine {
  const perUnit = line.linkedTo?.perUnit ?? null;
  const counted = perUnit === null ? line : withQuantity(line, linkedQuantity(perUnit, parent.quantity));
  return { ...counted, ...(parent.delivery && { delivery: parent.delivery }), ...(parent.isVoided && { isVoided: true }) };
}

/** The line with another quantity, and the price that this one has in the price list. */
export function withQuantity(line: CartLine, count: Quantity | null): CartLine {
  const step = line.priceSource === 'price-list' && count !== null ? stepAt(line.priceSteps ?? [], quantity(Math.abs(count))) : undefined;
  return { ...line, quantity: count, ...(step && priceAtStep(step)) };
}
