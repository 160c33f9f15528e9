import type { StoredOrder } from '@app/channel-db';
import { valueLeft, type CalculatedCart } from '@app/commerce';
import { add, currencyOf, formatAmount, formatQuantity, formatRate, subtract, type Amount } from '@app/kernel';
import type { CartBody } from '../view/cart-schema';
import type { KnownOrder } from './known-order';
import { depositOf, orderedLines } from './order-body';
import type { OrderSummary, OrderView } from './order-schema';

export function orderSummary(order: StoredOrder): OrderSummary {
  const { orderId, receiptNumber, customerName, placedAt, currency, isOpen } = order;
  const money = (value: Amount): string => formatAmount(value, currencyOf(currency).minorDigits);
  return {
    orderId, receiptNumber, customerName, placedAt, currency, gross: money(order.gross), depositLeft: money(order.depositLeft), isOpen,
  }; // prettier-ignore
}

export function orderView({ stored, placed, order }: KnownOrder, pricesIncludeTax: boolean): OrderView {
  const money = (value: Amount): string => formatAmount(value, currencyOf(stored.currency).minorDigits);
  return {
    ...orderSummary(stored),
    address: placed.address,
    due: money(subtract(valueLeft(order, pricesIncludeTax), order.depositLeft)),
    lines: order.lines.map(({ lineId, kind, name, mode, quantity, left, gross }) => ({
      lineId, kind, name, delivery: mode, quantity: formatQuantity(quantity), left: formatQuantity(left), gross: money(gross),
    })),
  }; // prettier-ignore
}

/** What a cart says of the order it places; nothing where it places none. */
export function cartOrderView(sale: CalculatedCart): Pick<CartBody, 'order'> {
  const { order, currency } = sale.cart;
  if (!order) return {};
  const money = (value: Amount): string => formatAmount(value, currency.minorDigits);
  const gross = add(...orderedLines(sale).map((line) => line.gross));
  const deposit = depositOf(sale);
  const { customerName, address, depositRate } = order;
  return {
    order: {
      customerName, address, depositRate: formatRate(depositRate), deposit: money(deposit), gross: money(gross),
      dueLater: money(subtract(gross, deposit)),
    },
  }; // prettier-ignore
}
