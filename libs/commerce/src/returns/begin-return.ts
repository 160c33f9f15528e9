import { formatQuantity, quantity, QUANTITY_SCALE, type Amount, type Quantity, type UnitPrice } from '@app/kernel';
import { lineOf, type Cart } from '../cart/cart';
import type { CartLine, LineKind } from '../cart/cart-line';
import type { OriginalPayment } from '../cart/cart-tender';
import { linkedLineId } from '../cart/linked-lines';
import type { TaxAmount } from '../tax/tax-terms';
import { MAXIMUM_LINES } from '../cart/limits';
import { whyLinesAreFixed, whyNotMixed } from '../cart/guards';
import type { ChannelRules } from '../pricing/pricing-book';
import { changed, refused, unchanged, type CartOutcome, type Refusal } from '../outcome';

/** A line of a finished sale, as it was charged and with what has come back of it. */
export interface SoldLine {
  readonly lineId: string;
  readonly kind: LineKind;
  readonly productId: string | null;
  readonly name: string;
  readonly barcode: string | null;
  readonly unitId: string;
  readonly unitDecimals: number;
  readonly isWeighed: boolean;
  readonly quantity: Quantity;
  readonly unitPrice: UnitPrice;
  readonly itemTaxGroupId: string | null;
  readonly net: Amount;
  readonly gross: Amount;
  readonly taxes: readonly TaxAmount[];
  readonly isVoided: boolean;
  readonly returnedQuantity: Quantity;
  /** The line it came with; absent where it came alone. */
  readonly linkedTo?: { readonly lineId: string } | undefined;
  readonly isDeposit?: boolean | undefined;
}

export interface SoldTransaction {
  readonly transactionId: string;
  readonly receiptNumber: string;
  readonly registerId: string;
  readonly lines: readonly SoldLine[];
  /** What it was paid with, change taken off. */
  readonly payments: readonly Omit<OriginalPayment, 'transactionId'>[];
}

export interface ReturnedLine {
  /** Id of the new line, made by the client. */
  readonly lineId: string;
  readonly soldLineId: string;
  /** How much comes back, positive; null for all that is left. */
  readonly quantity: Quantity | null;
}

/**
 * Puts lines of a sale into a cart as their exact reverse: what was charged is what goes back, whatever prices are today. What came with
 * goods goes back with them, unless it is chosen itself.
 */
export function addReturnLines(
  cart: Cart,
  sale: SoldTransaction,
  chosen: readonly ReturnedLine[],
  { reason, staffId }: { readonly reason: string; readonly staffId: string | null },
  rules: Pick<ChannelRules, 'prohibitsMixedBaskets'>,
): CartOutcome {
  if (chosen.length > 0 && chosen.every((given) => isBackAlready(cart, sale, given))) return unchanged(cart);
  const fixed = whyLinesAreFixed(cart) ?? whyNotMixed(cart, rules, 'return');
  if (fixed) return fixed;
  if (chosen.length === 0) return refused('return.nothing-chosen', { field: '/lines' });
  if (cart.lines.length + chosen.length > MAXIMUM_LINES) return refused('cart.too-many-lines', { maximum: MAXIMUM_LINES });
  let next = cart;
  for (const [index, given] of chosen.entries()) {
    const line = returnLine(next, sale, given, `/lines/${index}`);
    if (line.kind === 'refused') return line;
    const back = [line.line, ...linkedBack(line.line, sale, chosen, next)];
    const answers = back.map(({ lineId }) => ({ kind: 'return-reason', lineId, outcome: reason, staffId }) as const);
    next = { ...next, lines: [...next.lines, ...back], answers: reason === '' ? next.answers : [...next.answers, ...answers] };
  }
  if (next.lines.length > MAXIMUM_LINES) return refused('cart.too-many-lines', { maximum: MAXIMUM_LINES });
  return changed({ ...next, originalPayments: paymentsOf(cart, sale) });
}

/** As large a part of what came with the goods as of the goods, in whole units; with the last of them all that is left. */
function linkedBack(line: CartLine, sale: SoldTransaction, chosen: readonly ReturnedLine[], cart: Cart): CartLine[] {
  const sold = sale.lines.find(({ lineId }) => lineId === line.returnOf?.lineId);
  if (!sold) return [];
  const isChosen = (lineId: string): boolean => chosen.some(({ soldLineId }) => soldLineId === lineId);
  const linked = sale.lines.filter((one) => one.linkedTo?.lineId === sold.lineId && !one.isVoided && !isChosen(one.lineId));
  return linked.flatMap((one, index) => {
    const count = partOf(one, sold, quantity(-(line.quantity ?? 0)), cart, sale);
    if (count <= 0) return [];
    const lineNumber = cart.lines.length + 2 + index;
    const back = reverseOf(one, sale, linkedLineId(line.lineId, index), count, lineNumber);
    return [{ ...back, linkedTo: { lineId: line.lineId, perUnit: null } }];
  });
}

function partOf(linked: SoldLine, sold: SoldLine, back: Quantity, cart: Cart, sale: SoldTransaction): Quantity {
  const left = leftOf(linked, cart, sale);
  if (sold.returnedQuantity + back >= sold.quantity) return left;
  const step = 10 ** (QUANTITY_SCALE - linked.unitDecimals);
  const share = Number((BigInt(linked.quantity) * BigInt(back)) / BigInt(sold.quantity));
  return quantity(Math.min(left, share - (share % step)));
}

/** What of a sold line has not come back, neither before nor in this cart. */
function leftOf(sold: SoldLine, cart: Cart, { transactionId }: SoldTransaction): Quantity {
  const isHere = cart.lines.some(
    (line) => !line.isVoided && line.returnOf?.transactionId === transactionId && line.returnOf.lineId === sold.lineId,
  );
  return quantity(isHere ? 0 : sold.quantity - sold.returnedQuantity);
}

function paymentsOf({ originalPayments = [] }: Cart, { transactionId, payments }: SoldTransaction): readonly OriginalPayment[] {
  if (originalPayments.some((payment) => payment.transactionId === transactionId)) return originalPayments;
  return [...originalPayments, ...payments.map((payment) => ({ transactionId, ...payment }))];
}

function isBackAlready(cart: Cart, sale: SoldTransaction, { lineId, soldLineId }: ReturnedLine): boolean {
  const origin = lineOf(cart, lineId)?.returnOf;
  return origin?.transactionId === sale.transactionId && origin.lineId === soldLineId;
}

function returnLine(cart: Cart, sale: SoldTransaction, given: ReturnedLine, field: string): { kind: 'line'; line: CartLine } | Refusal {
  const sold = sale.lines.find((line) => line.lineId === given.soldLineId);
  if (!sold || sold.quantity <= 0) return refused('return.line-unknown', { field: `${field}/soldLineId` });
  if (sold.isVoided) return refused('return.line-voided', { field: `${field}/soldLineId` });
  if (sold.kind === 'order-deposit' || sold.kind === 'charge') return refused('return.line-unknown', { field: `${field}/soldLineId` });
  if (sold.kind === 'gift-card') return refused('return.gift-card', { field: `${field}/soldLineId` });
  if (cart.lines.some((line) => line.lineId === given.lineId)) return refused('line.id-taken', { lineId: given.lineId });
  const left = leftOf(sold, cart, sale);
  const count = given.quantity ?? left;
  if (count <= 0 || count > left) return refused('return.quantity-exceeded', { field: `${field}/quantity`, left: formatQuantity(left) });
  return { kind: 'line', line: reverseOf(sold, sale, given.lineId, count, cart.lines.length + 1) };
}

function reverseOf(sold: SoldLine, sale: SoldTransaction, lineId: string, count: Quantity, lineNumber: number): CartLine {
  return {
    lineId,
    lineNumber,
    kind: 'product',
    productId: sold.productId,
    name: sold.name,
    barcode: sold.barcode,
    entry: 'keyed',
    unitId: sold.unitId,
    unitDecimals: sold.unitDecimals,
    isWeighed: sold.isWeighed,
    quantity: quantity(-count),
    isWeightKeyed: false,
    unitPrice: sold.unitPrice,
    priceSource: 'original-sale',
    priceId: null,
    labelAmount: null,
    minimumAge: null,
    itemTaxGroupId: sold.itemTaxGroupId,
    taxCodes: sold.taxes.map(({ taxCodeId, rate }) => ({ taxCodeId, rate })),
    isVoided: false,
    returnOf: {
      transactionId: sale.transactionId,
      lineId: sold.lineId,
      receiptNumber: sale.receiptNumber,
      registerId: sale.registerId,
      soldQuantity: sold.quantity,
      soldNet: sold.net,
      soldGross: sold.gross,
      soldTaxes: sold.taxes,
      returnedBefore: sold.returnedQuantity,
    },
    giftCardNumber: null,
    note: null,
    ...(sold.isDeposit && { isDeposit: true }),
  };
}
