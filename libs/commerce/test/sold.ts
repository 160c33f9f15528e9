import { quantity } from '@app/kernel';
import { calculateCart, type Cart, type SoldLine, type SoldTransaction } from '../src';
import { count } from './builders';

/** A cart as the sale it became, with what has come back of its lines. */
export function aSold(cart: Cart, returned: Readonly<Record<string, string>> = {}): SoldTransaction {
  const lines = calculateCart(cart).lines.map(({ line, net, gross, taxes }): SoldLine => ({
    ...line, net, gross, taxes, quantity: line.quantity ?? quantity(0), unitPrice: line.unitPrice as never,
    returnedQuantity: count(returned[line.lineId] ?? '0'),
  })); // prettier-ignore
  return { transactionId: 'sale-1', receiptNumber: 'R-1', registerId: 'r1', lines, payments: [] };
}
