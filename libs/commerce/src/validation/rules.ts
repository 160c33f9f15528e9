import { add, quantity as quantityOf, subtract } from '@app/kernel';
import { activeTenders } from '../cart/cart';
import { comesBack, isHandedOver, type CartLine } from '../cart/cart-line';
import type { CartTender } from '../cart/cart-tender';
import { quantityFits } from '../cart/limits';
import { linkedQuantity } from '../cart/replace-line';
import { takesDiscounts } from '../discounts/cart-discounts';
import { piecesOf } from '../pricing/calculate-cart';
import type { CalculatedCart, CalculatedLine } from '../pricing/calculated-cart';
import { areWithinLimits } from './discount-limits';

/**
 * What headquarters would refuse to post is refused here, before the commit (field notes 5.14).
 * The engine cannot break most of these by itself; they stand between the customer's money and a fault of ours.
 */
export interface ValidationRule {
  readonly name: string;
  holds(sale: CalculatedCart): boolean;
}

const counted = (sale: CalculatedCart): CalculatedLine[] => sale.lines.filter(({ line }) => isHandedOver(line));
const everyLine = (name: string, holds: (line: CalculatedLine, sale: CalculatedCart) => boolean): ValidationRule => ({
  name,
  holds: (sale) => counted(sale).every((line) => holds(line, sale)),
});

export const VALIDATION_RULES: readonly ValidationRule[] = [
  { name: 'not-empty', holds: (sale) => counted(sale).length > 0 },
  { name: 'business-date-present', holds: ({ cart }) => /^\d{4}-\d{2}-\d{2}$/.test(cart.businessDate) },
  { name: 'gross-is-sum-of-lines', holds: (sale) => sale.totals.gross === add(...counted(sale).map((line) => line.gross)) },
  { name: 'discount-is-sum-of-lines', holds: (sale) => sale.totals.discount === add(...counted(sale).map((line) => line.discount)) },
  { name: 'net-is-sum-of-lines', holds: (sale) => sale.totals.net === add(...counted(sale).map((line) => line.net)) },
  { name: 'net-plus-tax-is-gross', holds: ({ totals }) => add(totals.net, totals.tax) === totals.gross },
  { name: 'tax-is-sum-of-taxes', holds: ({ totals, taxes }) => totals.tax === add(...taxes.map((tax) => tax.amount)) },
  { name: 'item-count', holds: (sale) => sale.totals.itemCount === counted(sale).reduce((sum, { line }) => sum + piecesOf(line), 0) },
  { name: 'payment-is-sum-of-payments', holds: paymentIsSumOfPayments },
  { name: 'paid-exactly', holds: ({ totals }) => totals.remaining === 0 && subtract(totals.paid, totals.change) === totals.due },
  {
    name: 'rounding-by-cash-only',
    holds: ({ cart }) => activeTenders(cart).every((tender) => tender.rounding === 0 || tender.function === 'cash'),
  },
  { name: 'line-ids-differ', holds: ({ cart }) => new Set(cart.lines.map(({ lineId }) => lineId)).size === cart.lines.length },
  { name: 'tender-sign-of-kind', holds: ({ cart }) => activeTenders(cart).every(hasSignOfKind) },
  { name: 'change-within-payment', holds: ({ cart }) => activeTenders(cart).every(isChangePossible) },
  everyLine('line-net-plus-tax-is-gross', (line) => add(line.net, line.tax) === line.gross),
  everyLine('line-tax-is-sum-of-taxes', (line) => line.tax === add(...line.taxes.map((tax) => tax.amount))),
  everyLine(
    'line-amount-includes-tax',
    (line, { cart }) => subtract(line.amount, line.discount) === (cart.pricesIncludeTax ? line.gross : line.net),
  ),
  everyLine('line-discount-is-sum', (line) => line.discount === add(...line.discounts.map(({ amount }) => amount))),
  everyLine(
    'line-discount-not-above-amount',
    (line) => line.discounts.every(({ amount }) => amount > 0) && (line.discount === 0 || line.discount <= line.amount),
  ),
  everyLine(
    'line-discounted-only-where-allowed',
    ({ line, discounts }) => discounts.length === 0 || line.kind === 'charge' || takesDiscounts(line),
  ),
  { name: 'manual-discounts-within-limits', holds: areWithinLimits },
  everyLine('price-override-names-list-price', ({ line }) => (line.priceSource === 'override') === (line.priceOverride !== undefined)),
  everyLine('line-has-product', ({ line }) => line.kind !== 'product' || line.productId !== null),
  everyLine(
    'line-quantity-fits-unit',
    ({ line }) => line.labelAmount !== null || line.returnOf !== null || line.orderOf !== undefined || quantityFitsUnit(line),
  ),
  everyLine('line-price-not-negative', ({ line }) => line.unitPrice !== null && line.unitPrice >= 0),
  everyLine('line-sign-of-quantity', ({ line, net }) => net === 0 || net > 0 === (line.quantity ?? 0) > 0),
  everyLine('line-negative-only-as-return', ({ line }) => (line.quantity ?? 0) > 0 || mayBeNegative(line)),
  everyLine('linked-line-follows', ({ line }, { cart }) => followsItsLine(line, cart.lines)),
  everyLine('deposit-not-discounted', ({ line, discount }) => discount === 0 || (!line.isDeposit && !line.linkedTo)),
  everyLine('no-gift-card-return', ({ line }) => line.kind !== 'gift-card' || (line.quantity ?? 0) > 0),
  everyLine('one-tax-row-per-code', ({ taxes }) => new Set(taxes.map((tax) => tax.taxCodeId)).size === taxes.length),
  everyLine('line-taxes-as-charged', ({ line, taxes }) => areSameCodes(line.taxCodes, taxes)),
  everyLine('exempt-tax-is-nothing', ({ taxes }) => taxes.every(({ terms, amount }) => terms?.isExempt !== true || amount === 0)),
  everyLine('return-within-sold', ({ line }) => isWithinSold(line)),
];

/** What the customer hands over is not negative, what the store hands over is not positive. */
function hasSignOfKind({ kind, tendered }: CartTender): boolean {
  return kind === 'payment' ? tendered >= 0 : tendered <= 0;
}

/** Change is no more than was handed over, and somebody knows what it is given in. */
function isChangePossible({ tendered, change, changeTenderTypeId }: CartTender): boolean {
  return change === 0 || (change > 0 && change <= tendered && changeTenderTypeId !== null);
}

function areSameCodes(charged: readonly { taxCodeId: string }[], taxes: readonly { taxCodeId: string }[]): boolean {
  return charged.length === taxes.length && charged.every(({ taxCodeId }) => taxes.some((tax) => tax.taxCodeId === taxCodeId));
}

/** What comes back, empties, and the deposit that an order has paid. */
const mayBeNegative = (line: CartLine): boolean => comesBack(line) || line.isDeposit === true || line.kind === 'order-deposit';

/** What comes with a line is sold with it and never alone. */
function followsItsLine({ linkedTo, quantity }: CartLine, lines: readonly CartLine[]): boolean {
  if (!linkedTo) return true;
  const parent = lines.find(({ lineId }) => lineId === linkedTo.lineId);
  if (!parent || parent.isVoided) return false;
  return linkedTo.perUnit === null || quantity === linkedQuantity(linkedTo.perUnit, parent.quantity);
}

function isWithinSold({ returnOf, orderOf, quantity }: CalculatedLine['line']): boolean {
  if (orderOf) return (quantity ?? 0) <= orderOf.soldQuantity - orderOf.returnedBefore;
  return returnOf === null || -(quantity ?? 0) <= returnOf.soldQuantity - returnOf.returnedBefore;
}

function paymentIsSumOfPayments({ cart, totals }: CalculatedCart): boolean {
  const tenders = activeTenders(cart);
  return (
    totals.paid === add(...tenders.map((tender) => tender.tendered)) && totals.change === add(...tenders.map((tender) => tender.change))
  );
}

function quantityFitsUnit({ quantity, unitDecimals }: CalculatedLine['line']): boolean {
  return quantity !== null && quantityFits(quantityOf(Math.abs(quantity)), unitDecimals);
}

/** Names of the rules a sale breaks; empty when it may be stored. */
export function brokenRules(sale: CalculatedCart): string[] {
  return VALIDATION_RULES.filter((rule) => !rule.holds(sale)).map((rule) => rule.name);
}
