import type { CalculatedCart, CalculatedLine } from '@app/commerce';
import { add, formatQuantity, formatRate, negate, type Amount } from '@app/kernel';
import type { SaleBodyWire } from '@app/protocol';
import { lineBody } from '../line-body';
import { taxInputsOf, taxPlacesOf } from '../tax-inputs';

type OrderBody = Pick<SaleBodyWire, 'order'>;

/** What a sale says of the customer order it places, hands over or cancels; nothing where there is none. */
export function orderBodyOf(sale: CalculatedCart, money: (value: Amount) => string): OrderBody {
  const { cart } = sale;
  if (cart.order) return { order: placedOrder(sale, cart.order, money) };
  if (!cart.fulfils) return {};
  const { orderId, kind, receiptNumber, cancelled = [] } = cart.fulfils;
  const deposit = money(negate(depositOf(sale)));
  return {
    order: {
      kind, orderId, receiptNumber, deposit,
      cancelled: cancelled.map(({ lineId, quantity }) => ({ lineId, quantity: formatQuantity(quantity) })),
    },
  }; // prettier-ignore
}

function placedOrder(
  sale: CalculatedCart,
  { customerName, address, depositRate }: NonNullable<CalculatedCart['cart']['order']>,
  money: (value: Amount) => string,
): NonNullable<OrderBody['order']> {
  const ordered = orderedLines(sale);
  const { taxCodes } = taxInputsOf(sale);
  return {
    kind: 'placed',
    customerName,
    address,
    depositRate: formatRate(depositRate),
    deposit: money(depositOf(sale)),
    gross: money(add(...ordered.map(({ gross }) => gross))),
    lines: ordered.map((line) => ({
      ...lineBody(line, money, sale.cart),
      ...taxPlacesOf(line, taxCodes),
      delivery: line.line.delivery ?? 'pickup',
      minimumAge: line.line.minimumAge,
      ...(line.line.restrictedBy && { restrictedBy: [...line.line.restrictedBy] }),
    })),
  };
}

/** Lines that are handed over later. */
export const orderedLines = ({ lines }: Pick<CalculatedCart, 'lines'>): CalculatedLine[] =>
  lines.filter(({ line }) => !line.isVoided && line.delivery !== undefined);

/** Positive when a deposit is taken. */
export const depositOf = ({ lines }: Pick<CalculatedCart, 'lines'>): Amount =>
  add(...lines.filter(({ line }) => !line.isVoided && line.kind === 'order-deposit').map(({ gross }) => gross));
