import { activeLines, type Cart } from './cart';
import { comesBack } from './cart-line';
import type { Requirement } from '../pricing/calculated-cart';

/** Reasons a register offers for a return; any other short text is taken too. */
export const RETURN_REASONS = ['damaged', 'not-wanted', 'wrong-product', 'other'] as const;

/** What is still open before a cart can be finished. */
export function requirementsOf(cart: Cart): Requirement[] {
  const open: Requirement[] = [];
  for (const line of activeLines(cart)) {
    const { lineId, quantity, unitPrice } = line;
    if (quantity === null) open.push({ ...ASKED, kind: 'weight', lineId });
    if (unitPrice === null) open.push({ ...ASKED, kind: 'price', lineId });
    if (comesBack(line) && !hasAnswer(cart, 'return-reason', lineId))
      open.push({ ...ASKED, kind: 'return-reason', lineId, options: RETURN_REASONS });
  }
  const years = openAge(cart);
  if (years > 0) open.push({ ...ASKED, kind: 'age', lineId: null, options: ['confirmed', 'refused'], years });
  return open;
}

const ASKED = { options: [], mayBeAnsweredBy: 'cashier', years: null } as const;

const hasAnswer = (cart: Cart, kind: string, lineId: string): boolean =>
  cart.answers.some((answer) => answer.kind === kind && answer.lineId === lineId);

export const ageConfirmed = (years: number): string => `confirmed-${years}`;

/** The years still to be confirmed; 0 when nothing asks or a confirmation of as many years is there. Returns ask nobody's age. */
function openAge(cart: Cart): number {
  const sold = activeLines(cart).filter((line) => !comesBack(line));
  const years = Math.max(0, ...sold.map((line) => line.minimumAge ?? 0));
  const confirmed = cart.answers.some(
    (answer) => answer.kind === 'age' && Number(/^confirmed-(\d+)$/.exec(answer.outcome)?.[1] ?? 0) >= years,
  );
  return confirmed ? 0 : years;
}
