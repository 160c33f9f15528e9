import { add, amount, scaleRounded, type Amount, type Quantity, type Rate, type UnitPrice } from '@app/kernel';
import type { DeliveryMode } from '../cart/cart-line';
import type { OriginalPayment } from '../cart/cart-tender';
import { soldShare } from '../returns/return-share';
import type { TaxAmount } from '../tax/tax-terms';

/** What an extra amount is called and taxed as. */
export interface ChargeCode {
  readonly chargeCodeId: string;
  readonly name: string;
  readonly itemTaxGroupId: string;
}

/** How a channel takes customer orders (field notes 5.8). */
export interface OrderRules {
  /** What is paid at once of the goods that are handed over later. */
  readonly depositRate: Rate;
  /** Null where delivery is never charged. */
  readonly deliveryCharge: ChargeCode | null;
  /** Of the value of what is cancelled; charged only under a charge code. */
  readonly cancellationRate: Rate;
  readonly cancellationCharge: ChargeCode | null;
}

/** A line of an order with what was agreed for it, and how much of it still waits. */
export interface OrderedLine {
  readonly lineId: string;
  readonly kind: 'product' | 'charge';
  readonly mode: DeliveryMode;
  readonly productId: string | null;
  readonly chargeCodeId: string | null;
  readonly name: string;
  readonly barcode: string | null;
  readonly unitId: string;
  readonly unitDecimals: number;
  readonly isWeighed: boolean;
  /** The line it comes with, as a deposit does with its bottle; absent on all others. */
  readonly comesWith?: string | undefined;
  readonly isDeposit?: boolean | undefined;
  readonly minimumAge: number | null;
  /** Restrictions of the hours it may be handed over in; absent where there are none. */
  readonly restrictedBy?: readonly string[] | undefined;
  readonly quantity: Quantity;
  readonly unitPrice: UnitPrice;
  readonly itemTaxGroupId: string | null;
  readonly net: Amount;
  readonly gross: Amount;
  readonly taxes: readonly TaxAmount[];
  /** Neither handed over nor cancelled. */
  readonly left: Quantity;
}

/** A customer order as it stands. */
export interface CustomerOrder {
  readonly orderId: string;
  readonly receiptNumber: string;
  /** Grows with each hand-over and cancellation. */
  readonly revision: number;
  /** Paid at the beginning and not used yet. */
  readonly depositLeft: Amount;
  readonly lines: readonly OrderedLine[];
  /** What its deposit was paid with. */
  readonly payments: readonly Omit<OriginalPayment, 'transactionId'>[];
}

/** What some of a line comes to, after what went before: the parts of a line add up to the line. */
export function valueOf(line: OrderedLine, count: Quantity, pricesIncludeTax: boolean): Amount {
  const { quantity, left, net, gross, taxes } = line;
  const before = (quantity - left) as Quantity;
  const origin = { soldQuantity: quantity, soldNet: net, soldGross: gross, soldTaxes: taxes, returnedBefore: before };
  return soldShare(origin, count, pricesIncludeTax).gross;
}

/** What all that waits comes to. */
export function valueLeft({ lines }: CustomerOrder, pricesIncludeTax: boolean): Amount {
  return add(...lines.map((line) => valueOf(line, line.left, pricesIncludeTax)));
}

/** How much of the deposit goes with a part of what waits: its share, and with the last part all that is left. */
export function depositFor({ depositLeft }: CustomerOrder, part: Amount, whole: Amount): Amount {
  if (part === whole) return depositLeft;
  return amount(scaleRounded(depositLeft, part, whole, 'half-away-from-zero'));
}
