import { ONE, quantity, UNIT_PRICE_SCALE, unitPrice, type Amount, type Quantity, type UnitPrice } from '@app/kernel';
import type { Cart } from '../cart/cart';
import type { CartLine } from '../cart/cart-line';
import type { ChannelRules } from '../pricing/pricing-book';
import { taxesIn } from '../tax/taxes-in';
import type { ChargeCode } from './customer-order';

const NOTHING = {
  productId: null, barcode: null, entry: 'keyed', unitId: 'pcs', unitDecimals: 0, isWeighed: false, quantity: ONE, isWeightKeyed: false,
  priceSource: 'keyed', priceId: null, labelAmount: null, minimumAge: null, itemTaxGroupId: null, taxCodes: [], isVoided: false,
  isDiscountable: false, returnOf: null, giftCardNumber: null, note: null,
} as const; // prettier-ignore

/** What a receipt calls it. */
const DEPOSIT_NAME = 'Deposit';

/** A deposit, taxed when the goods are handed over; taken off with a negative count. */
export function depositLine(cart: Cart, lineId: string, value: Amount, count: 1 | -1): CartLine {
  const price = asUnitPrice(value, cart);
  const own = { lineId, lineNumber: cart.lines.length + 1, kind: 'order-deposit', name: DEPOSIT_NAME } as const;
  return { ...NOTHING, ...own, quantity: times(count), unitPrice: price };
}

/** An extra amount under a charge code, taxed as that says. */
export function chargeLine(cart: Cart, lineId: string, value: Amount, charge: ChargeCode, rules: ChannelRules): CartLine {
  const { chargeCodeId, name, itemTaxGroupId } = charge;
  const taxCodes = taxesIn(cart, { productId: '', itemTaxGroupId, unitId: NOTHING.unitId }, rules);
  const own = { lineId, lineNumber: cart.lines.length + 1, kind: 'charge', name } as const;
  return { ...NOTHING, ...own, unitPrice: asUnitPrice(value, cart), itemTaxGroupId, taxCodes, chargeCodeId };
}

export const asUnitPrice = (value: Amount, { currency }: Pick<Cart, 'currency'>): UnitPrice =>
  unitPrice(value * 10 ** (UNIT_PRICE_SCALE - currency.minorDigits));

const times = (count: 1 | -1): Quantity => quantity(count * ONE);
