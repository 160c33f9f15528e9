import { formatQuantity, quantity, type Quantity } from '@app/kernel';
import { refused, type Refusal } from '../outcome';
import type { Product } from '../pricing/pricing-book';
import type { CartLine } from './cart-line';
import type { NewLine } from './new-line';

type Weighing = Pick<CartLine, 'tare' | 'minimumWeight'>;

/** What the scale shows without the packaging. */
export const netWeight = (weight: Quantity, tare: Quantity | undefined): Quantity => quantity(weight - (tare ?? 0));

/** How goods are weighed: less what was keyed for their packaging, or else what the product says. A label says what is in it. */
export function weighingOf(given: Pick<NewLine, 'entry' | 'tare'>, { isWeighed, tare, minimumWeight }: Product): Weighing {
  const isLabelled = given.entry === 'price-label' || given.entry === 'weight-label';
  const off = given.tare ?? tare;
  if (!isWeighed || isLabelled) return {};
  return { ...(off !== undefined && { tare: off }), ...(minimumWeight !== undefined && { minimumWeight }) };
}

/** The line as it is asked for with the weight that is paid. */
export function weighedOut(given: NewLine, product: Product): NewLine {
  const { tare } = weighingOf(given, product);
  return given.weight === null || tare === undefined ? given : { ...given, weight: netWeight(given.weight, tare) };
}

/** Lighter than a scale may weigh, or than its packaging. */
export function whyTooLight({ quantity: weight, tare, minimumWeight }: CartLine): Refusal | undefined {
  if (tare !== undefined && tare < 0) return refused('line.quantity-invalid', { field: '/tare' });
  if (weight === null || (tare === undefined && minimumWeight === undefined)) return undefined;
  const least = minimumWeight ?? quantity(1);
  return weight < least ? refused('line.weight-too-low', { field: '/weight', minimum: formatQuantity(least) }) : undefined;
}
