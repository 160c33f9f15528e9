import { subtract, add, type Amount } from '@app/kernel';
import { sumOf, takesDiscounts } from '../discounts/cart-discounts';
import type { LineDiscount, ManualDiscount } from '../discounts/line-discount';
import { percentOf } from '../discounts/reward';
import type { CalculatedCart, CalculatedLine } from '../pricing/calculated-cart';

/** What people took off stays within what they may give, measured by what goods cost when their discount was applied. */
export function areWithinLimits({ cart, lines }: CalculatedCart): boolean {
  const goods = lines.filter(({ line }) => !line.isVoided && takesDiscounts(line));
  const total = add(...goods.map(({ discounts }) => sumOf(ofKind(discounts, 'manual-total'))));
  const cost = add(...goods.map((line) => costBefore(line, ['offer', 'manual-line'])));
  return isWithin(cart.manualDiscount, total, cost) && goods.every(isLineWithin);
}

function isLineWithin(line: CalculatedLine): boolean {
  return isWithin(line.line.manualDiscount, sumOf(ofKind(line.discounts, 'manual-line')), costBefore(line, ['offer']));
}

function isWithin(given: ManualDiscount | undefined, taken: Amount, cost: Amount): boolean {
  if (!given) return taken === 0;
  const { within } = given;
  return within === undefined || (taken <= percentOf(cost, within.part) && taken <= (within.amount ?? taken));
}

const costBefore = ({ amount, discounts }: CalculatedLine, kinds: readonly LineDiscount['kind'][]): Amount =>
  subtract(amount, sumOf(discounts.filter(({ kind }) => kinds.includes(kind))));

const ofKind = (discounts: readonly LineDiscount[], wanted: LineDiscount['kind']): LineDiscount[] =>
  discounts.filter(({ kind }) => kind === wanted);
