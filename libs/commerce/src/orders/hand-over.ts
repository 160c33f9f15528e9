import { add, amount, fraction, quantity, QUANTITY_SCALE, type Amount, type Quantity } from '@app/kernel';
import type { Cart } from '../cart/cart';
import type { CartLine } from '../cart/cart-line';
import { linkedLineId } from '../cart/linked-lines';
import { changed, refused, type CartOutcome, type Refusal } from '../outcome';
import type { ChannelRules } from '../pricing/pricing-book';
import { depositFor, valueLeft, valueOf, type CustomerOrder, type OrderedLine } from './customer-order';
import { chargeLine, depositLine } from './order-lines';

/** Of which line of the order how much is handed over. */
export interface ChosenLine {
  readonly orderLineId: string;
  /** Null for all that is left. */
  readonly quantity: Quantity | null;
  /** Of the new line, made by the client. */
  readonly lineId: string;
}

interface Part {
  readonly line: OrderedLine;
  readonly lineId: string;
  readonly count: Quantity;
  /** The new line it comes with. */
  readonly linkedTo?: string | undefined;
}

/**
 * Puts goods of an order into an empty cart at what was agreed, with the deposit's share taken off; what comes with goods goes with them,
 * unless it is chosen itself, and charges for delivery go with the first goods that ship. What is left to pay is paid like any sale.
 */
export function handOver(empty: Cart, order: CustomerOrder, chosen: readonly ChosenLine[], depositLineId: string): CartOutcome {
  if (chosen.length === 0) return refused('order.nothing-chosen', { field: '/lines' });
  const parts: Part[] = [];
  for (const [index, given] of chosen.entries()) {
    const part = partOf(order, given, parts, `/lines/${index}`);
    if ('kind' in part) return part;
    parts.push(part, ...linkedParts(order, part, chosen));
  }
  const left = order.lines.filter(({ kind, left: count }) => kind === 'charge' && count > 0);
  const charges = left.filter(({ lineId }) => chosen.every(({ orderLineId }) => orderLineId !== lineId));
  const goesOut = parts.some(({ line }) => line.mode === 'ship') || parts.length + charges.length === waiting(order).length;
  if (goesOut) parts.push(...charges.map((line) => ({ line, lineId: line.lineId, count: line.left })));
  const { pricesIncludeTax } = empty;
  const value = add(...parts.map(({ line, count }) => valueOf(line, count, pricesIncludeTax)));
  const deposit = depositFor(order, value, valueLeft(order, pricesIncludeTax));
  const lines = parts.map((part, index) => agreedLine(part, order, index + 1));
  return changed(withDeposit({ ...empty, lines }, order, 'hand-over', deposit, depositLineId));
}

/** Ends what waits of an order: the deposit goes back, and where the channel says so, a part of the value is charged. */
export function cancelOrder(
  empty: Cart,
  order: CustomerOrder,
  ids: { readonly depositLineId: string; readonly chargeLineId: string },
  rules: ChannelRules,
): CartOutcome {
  if (waiting(order).length === 0) return refused('order.nothing-left', {});
  const charge = cancellationCharge(order, empty, rules);
  const terms = rules.orders?.cancellationCharge;
  const lines = terms && charge > 0 ? [chargeLine(empty, ids.chargeLineId, charge, terms, rules)] : [];
  return changed(withDeposit({ ...empty, lines }, order, 'cancellation', order.depositLeft, ids.depositLineId));
}

function cancellationCharge(order: CustomerOrder, { pricesIncludeTax }: Cart, { orders }: ChannelRules): Amount {
  if (!orders?.cancellationCharge) return amount(0);
  return fraction(valueLeft(order, pricesIncludeTax), orders.cancellationRate, 'half-away-from-zero');
}

const waiting = ({ lines }: CustomerOrder): OrderedLine[] => lines.filter(({ left }) => left > 0);

function withDeposit(cart: Cart, order: CustomerOrder, kind: 'hand-over' | 'cancellation', deposit: Amount, lineId: string): Cart {
  const { orderId, revision, receiptNumber, payments } = order;
  const lines = [...cart.lines, depositLine(cart, lineId, deposit, -1)];
  const originalPayments = payments.map((payment) => ({ transactionId: orderId, ...payment }));
  const fulfils = { orderId, kind, revision, receiptNumber };
  if (kind === 'hand-over') return { ...cart, lines, fulfils };
  const cancelled = waiting(order).map((line) => ({ lineId: line.lineId, quantity: line.left }));
  return { ...cart, lines, fulfils: { ...fulfils, cancelled }, originalPayments };
}

function partOf(order: CustomerOrder, given: ChosenLine, before: readonly Part[], field: string): Part | Refusal {
  const line = order.lines.find(({ lineId }) => lineId === given.orderLineId);
  if (!line || before.some((part) => part.line === line)) return refused('order.line-unknown', { field: `${field}/orderLineId` });
  const count = given.quantity ?? line.left;
  if (count <= 0 || count > line.left) return refused('order.quantity-exceeded', { field: `${field}/quantity` });
  return { line, lineId: given.lineId, count };
}

/** As large a part of what comes with goods as of the goods, in whole units; with the last of them all that is left. */
function linkedParts(order: CustomerOrder, { line, lineId, count }: Part, chosen: readonly ChosenLine[]): Part[] {
  const isChosen = (id: string): boolean => chosen.some(({ orderLineId }) => orderLineId === id);
  const linked = order.lines.filter((one) => one.comesWith === line.lineId && one.left > 0 && !isChosen(one.lineId));
  return linked.flatMap((one, index) => {
    const size = count === line.left ? one.left : wholeShare(one, line, count);
    return size > 0 ? [{ line: one, lineId: linkedLineId(lineId, index), count: size, linkedTo: lineId }] : [];
  });
}

function wholeShare(linked: OrderedLine, line: OrderedLine, count: Quantity): Quantity {
  const step = 10 ** (QUANTITY_SCALE - linked.unitDecimals);
  const share = Number((BigInt(linked.quantity) * BigInt(count)) / BigInt(line.quantity));
  return quantity(Math.min(linked.left, share - (share % step)));
}

function agreedLine({ line, lineId, count, linkedTo }: Part, { orderId }: CustomerOrder, lineNumber: number): CartLine {
  const {
    kind,
    productId,
    chargeCodeId,
    name,
    barcode,
    unitId,
    unitDecimals,
    isWeighed,
    minimumAge,
    unitPrice,
    itemTaxGroupId,
    restrictedBy,
  } = line;
  return {
    lineId, lineNumber, kind, productId, name, barcode, entry: 'keyed', unitId, unitDecimals, isWeighed, minimumAge,
    ...(restrictedBy && { restrictedBy }),
    quantity: count, isWeightKeyed: false, unitPrice, priceSource: 'order', priceId: null, labelAmount: null, itemTaxGroupId,
    taxCodes: line.taxes.map(({ taxCodeId, rate }) => ({ taxCodeId, rate })),
    isVoided: false, returnOf: null, giftCardNumber: null, note: null,
    ...(chargeCodeId !== null && { chargeCodeId }),
    ...(line.isDeposit && { isDeposit: true }),
    ...(linkedTo !== undefined && { linkedTo: { lineId: linkedTo, perUnit: null } }),
    orderOf: {
      orderId, lineId: line.lineId, soldQuantity: line.quantity, soldNet: line.net, soldGross: line.gross, soldTaxes: line.taxes,
      returnedBefore: quantity(line.quantity - line.left),
    },
  }; // prettier-ignore
}
