import type { Quantity, UnitPrice } from '@app/kernel';
import { priceAtStep, stepAt } from '../pricing/price-step';
import { changed, refused, unchanged, type CartOutcome } from '../outcome';
import { comesBack, replaceLine, type Cart, type CartLine } from './cart';
import { whyLineIsWrong } from './add-line';
import { findOpenLine } from './guards';

/** What a register may change on a line; absent means as it is. */
export interface LineChange {
  readonly quantity?: Quantity | undefined;
  /** From the scale, or keyed when `isWeightKeyed`. */
  readonly weight?: Quantity | undefined;
  readonly isWeightKeyed?: boolean | undefined;
  /** Only where the product's price is keyed. */
  readonly unitPrice?: UnitPrice | undefined;
}

export function changeLine(cart: Cart, lineId: string, change: LineChange): CartOutcome {
  const found = findOpenLine(cart, lineId);
  if (found.kind === 'refused') return found;
  const { line } = found;
  const field = fieldThatMayNotChange(line, change);
  if (field) return refused('line.not-changeable', { lineId, field });
  const quantity = change.quantity ?? change.weight ?? line.quantity;
  const step = line.priceSource === 'price-list' && quantity !== null ? stepAt(line.priceSteps ?? [], quantity) : undefined;
  const next: CartLine = {
    ...line,
    quantity,
    isWeightKeyed: change.weight === undefined ? line.isWeightKeyed : (change.isWeightKeyed ?? false),
    unitPrice: change.unitPrice ?? line.unitPrice,
    ...(step && priceAtStep(step)),
  };
  return whyLineIsWrong(next, cart) ?? changed(replaceLine(cart, next));
}

function fieldThatMayNotChange(line: CartLine, change: LineChange): string | undefined {
  const isFixed = comesBack(line) || line.kind !== 'product' || line.orderOf !== undefined || line.labelAmount !== null;
  if (change.quantity !== undefined && (isFixed || line.isWeighed)) return '/quantity';
  if (change.weight !== undefined && (isFixed || !line.isWeighed)) return '/weight';
  if (change.unitPrice !== undefined && (isFixed || line.priceSource !== 'keyed')) return '/unitPrice';
  return undefined;
}

/** Stands and falls with its order. */
const isOfOrder = ({ kind, orderOf }: CartLine): boolean => kind === 'order-deposit' || kind === 'charge' || orderOf !== undefined;

/** A voided line stays, is recorded and counts nowhere. Voiding it again changes nothing. */
export function voidLine(cart: Cart, lineId: string): CartOutcome {
  const found = findOpenLine(cart, lineId);
  if (found.kind === 'refused') return found.code === 'line.voided' ? unchanged(cart) : found;
  if (isOfOrder(found.line)) return refused('line.not-changeable', { lineId, field: '/lineId' });
  return changed(replaceLine(cart, { ...found.line, isVoided: true }));
}
