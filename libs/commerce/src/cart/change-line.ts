import type { Quantity, UnitPrice } from '@app/kernel';
import { changed, refused, unchanged, type CartOutcome, type Refusal } from '../outcome';
import type { Cart } from './cart';
import { comesBack, type CartLine } from './cart-line';
import { whyLineIsWrong } from './add-line';
import { findOpenLine } from './guards';
import { replaceLine, withQuantity } from './replace-line';
import { netWeight } from './weighing';

/** What a register may change on a line; absent means as it is. */
export interface LineChange {
  readonly quantity?: Quantity | undefined;
  /** As the scale shows it, or keyed when `isWeightKeyed`. */
  readonly weight?: Quantity | undefined;
  readonly isWeightKeyed?: boolean | undefined;
  /** Packaging in `weight`; as it was when absent. */
  readonly tare?: Quantity | undefined;
  /** Only where the product's price is keyed. */
  readonly unitPrice?: UnitPrice | undefined;
}

export function changeLine(cart: Cart, lineId: string, change: LineChange): CartOutcome {
  const found = findOpenLine(cart, lineId);
  if (found.kind === 'refused') return found;
  const { line } = found;
  const field = fieldThatMayNotChange(line, change);
  if (field) return refused('line.not-changeable', { lineId, field });
  const tare = change.tare ?? line.tare;
  const weight = change.weight && netWeight(change.weight, tare);
  const counted = withQuantity(line, change.quantity ?? weight ?? line.quantity);
  const next: CartLine = {
    ...counted,
    ...(change.weight !== undefined && tare !== undefined && { tare }),
    isWeightKeyed: change.weight === undefined ? line.isWeightKeyed : (change.isWeightKeyed ?? false),
    unitPrice: change.unitPrice ?? counted.unitPrice,
  };
  const after = replaceLine(cart, next);
  return whyLineIsWrong(next, cart) ?? whyLinkedIsWrong(after, next) ?? changed(after);
}

function whyLinkedIsWrong(cart: Cart, { lineId }: CartLine): Refusal | undefined {
  const linked = cart.lines.filter(({ linkedTo }) => linkedTo?.lineId === lineId);
  return linked.map((line) => whyLineIsWrong(line, cart)).find((why) => why !== undefined);
}

function fieldThatMayNotChange(line: CartLine, change: LineChange): string | undefined {
  const isFixed = comesBack(line) || line.kind !== 'product' || line.orderOf !== undefined || line.labelAmount !== null;
  const isCounted = isFixed || line.linkedTo !== undefined;
  if (change.quantity !== undefined && (isCounted || line.isWeighed)) return '/quantity';
  if (change.weight !== undefined && (isCounted || !line.isWeighed)) return '/weight';
  if (change.tare !== undefined && change.weight === undefined) return '/tare';
  if (change.unitPrice !== undefined && (isFixed || line.priceSource !== 'keyed')) return '/unitPrice';
  return undefined;
}

/** Stands and falls with its order. */
const isOfOrder = ({ kind, orderOf }: CartLine): boolean => kind === 'order-deposit' || kind === 'charge' || orderOf !== undefined;

/** A voided line stays, is recorded and counts nowhere; what came with it goes with it. Voiding it again changes nothing. */
export function voidLine(cart: Cart, lineId: string): CartOutcome {
  const found = findOpenLine(cart, lineId);
  if (found.kind === 'refused') return found.code === 'line.voided' ? unchanged(cart) : found;
  if (isOfOrder(found.line)) return refused('line.not-changeable', { lineId, field: '/lineId' });
  const { linkedTo } = found.line;
  if (linkedTo) return refused('line.not-changeable', { lineId, linkedTo: linkedTo.lineId });
  return changed(replaceLine(cart, { ...found.line, isVoided: true }));
}
