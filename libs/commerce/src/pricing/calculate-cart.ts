import { add, amount, extend, subtract, ZERO, type Amount } from '@app/kernel';
import { activeTenders, type Cart } from '../cart/cart';
import { isHandedOver, type CartLine } from '../cart/cart-line';
import { withDeposit } from '../orders/order-deposit';
import { requirementsOf } from '../cart/requirements';
import { discountsOf, NO_LINE_DISCOUNTS, sumOf } from '../discounts/cart-discounts';
import type { LineDiscount } from '../discounts/line-discount';
import { taxedAmounts } from '../tax/taxed-amounts';
import type { TaxAmount, TaxedAmount } from '../tax/tax-terms';
import type { CalculatedCart, CalculatedLine, CartTotals } from './calculated-cart';

/** Everything that follows from a cart: line amounts, taxes, totals, what is still open. */
export function calculateCart(cart: Cart): CalculatedCart {
  const amounts = fullAmounts(cart);
  const { byLine, isApproximate } = discountsOf(cart, amounts);
  const discounts = cart.lines.map(({ lineId }) => byLine.get(lineId) ?? NO_LINE_DISCOUNTS);
  const taxed = taxedAmounts(
    cart,
    byLine.size === 0 ? amounts : amounts.map((full, index) => subtract(full, sumOf(discounts[index] ?? []))),
  );
  const priced = cart.lines.map((line, index) => calculatedLine(line, taxed[index] as TaxedAmount, discounts[index] ?? [], cart));
  const lines = cart.order ? withDeposit(priced, cart) : priced;
  const counted = lines.filter(({ line }) => isHandedOver(line));
  return { cart, lines, taxes: sumTaxes(counted), totals: totalsOf(cart, counted), requirements: requirementsOf(cart), isApproximate };
}

function calculatedLine(line: CartLine, taxed: TaxedAmount, discounts: readonly LineDiscount[], cart: Cart): CalculatedLine {
  const discount = sumOf(discounts);
  return { line, amount: add(cart.pricesIncludeTax ? taxed.gross : taxed.net, discount), discounts, discount, ...taxed };
}

/** What lines cost before discounts. */
export const fullAmounts = ({ lines, currency }: Cart): Amount[] => lines.map((line) => extendLine(line, currency.minorDigits));

/** The total printed on a label wins over price times weight. */
function extendLine(line: CartLine, minorDigits: number): Amount {
  if (line.labelAmount !== null) return line.labelAmount;
  return line.unitPrice === null || line.quantity === null ? ZERO : extend(line.unitPrice, line.quantity, minorDigits);
}

function sumTaxes(lines: readonly CalculatedLine[]): TaxAmount[] {
  const sums = new Map<string, TaxAmount>();
  for (const tax of lines.flatMap((line) => line.taxes)) {
    const key = `${tax.taxCodeId} ${tax.rate}`;
    const sum = sums.get(key);
    sums.set(key, sum ? { ...sum, base: add(sum.base, tax.base), amount: add(sum.amount, tax.amount) } : tax);
  }
  return [...sums.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, tax]) => tax);
}

function totalsOf(cart: Cart, lines: readonly CalculatedLine[]): CartTotals {
  const tenders = activeTenders(cart);
  const gross = add(...lines.map((line) => line.gross));
  const rounding = add(...tenders.map((tender) => tender.rounding));
  const paid = add(...tenders.map((tender) => tender.tendered));
  const change = add(...tenders.map((tender) => tender.change));
  const due = add(gross, rounding);
  return {
    discount: add(...lines.map((line) => line.discount)),
    net: add(...lines.map((line) => line.net)),
    tax: add(...lines.map((line) => line.tax)),
    gross, rounding, due, paid, change,
    remaining: subtract(due, subtract(paid, change)),
    lineCount: lines.length,
    itemCount: lines.reduce((sum, { line }) => sum + piecesOf(line), 0),
  }; // prettier-ignore
}

/** Whole pieces, forth or back; what is weighed or cut counts as one. Deposits and what comes with goods are no pieces of their own. */
export function piecesOf(line: CartLine): number {
  if (line.isDeposit || line.linkedTo) return 0;
  const count = Math.abs(line.quantity ?? amount(0));
  return line.isWeighed || count % 1000 !== 0 ? 1 : count / 1000;
}
