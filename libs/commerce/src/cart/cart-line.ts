import type { Amount, Instant, Quantity, UnitPrice } from '@app/kernel';
import type { ManualDiscount } from '../discounts/line-discount';
import type { PriceOrigin } from '../pricing/price-origin';
import type { PriceStep } from '../pricing/price-step';
import type { TaxOverride } from '../tax/charged-taxes';
import type { TaxAmount, TaxRate } from '../tax/tax-terms';

export type LineEntry = 'scanned' | 'keyed' | 'price-label' | 'weight-label';
export type PriceSource = 'price-list' | 'label' | 'keyed' | 'override' | 'original-sale' | 'order';
/** How goods of an order reach the customer, when they are not carried out at once (field notes 5.1). */
export type DeliveryMode = 'pickup' | 'ship';
/** Deposits of customer orders and charges are no goods. */
export type LineKind = 'product' | 'gift-card' | 'order-deposit' | 'charge';

export interface CartLine {
  /** Made by the client, so that a repeated request adds nothing twice. */
  readonly lineId: string;
  /** 1, 2, 3 ... in the order of entry; never reused. */
  readonly lineNumber: number;
  readonly kind: LineKind;
  readonly productId: string | null;
  readonly name: string;
  /** As the register sent it; null when chosen from a list. */
  readonly barcode: string | null;
  readonly entry: LineEntry;
  readonly unitId: string;
  /** Digits a quantity of the unit may have after the point. */
  readonly unitDecimals: number;
  readonly isWeighed: boolean;
  /** Null until weighed; negative on a return. */
  readonly quantity: Quantity | null;
  readonly isWeightKeyed: boolean;
  /** Packaging that is taken off what the scale shows; absent where there is none. */
  readonly tare?: Quantity | undefined;
  /** Least weight the scale weighs; absent where there is none. */
  readonly minimumWeight?: Quantity | undefined;
  /** Null until keyed. */
  readonly unitPrice: UnitPrice | null;
  readonly priceSource: PriceSource;
  readonly priceId: string | null;
  /** The price adjustment that lowered it; absent where none did. */
  readonly priceAdjustmentId?: string | undefined;
  /** Absent where the price is that of the only row that fitted, or of none. */
  readonly priceOrigin?: PriceOrigin | undefined;
  /** What a unit costs at other quantities of the line; absent where the quantity does not matter. */
  readonly priceSteps?: readonly PriceStep[] | undefined;
  /** Absent where no catalog gave the price: returns and gift cards. */
  readonly quoted?: Quote | undefined;
  /** The total printed on a price label: it wins to the minor unit over price times weight. */
  readonly labelAmount: Amount | null;
  readonly minimumAge: number | null;
  /** Restrictions of the hours it may be sold in; absent where there are none. */
  readonly restrictedBy?: readonly string[] | undefined;
  readonly itemTaxGroupId: string | null;
  /** What is charged: the codes in both the store's and the item's tax group, with their rates on the price date. */
  readonly taxCodes: readonly TaxRate[];
  /** Chosen for the line by a person; it stands before that of the sale. */
  readonly taxOverride?: TaxOverride | undefined;
  /** False where no discount may be given; absent on all others. */
  readonly isDiscountable?: boolean | undefined;
  /** A price a person set, which is its `unitPrice`; absent on all others. */
  readonly priceOverride?: PriceOverride | undefined;
  /** True where only the catalog says what it costs; absent on all others. */
  readonly isPriceFixed?: boolean | undefined;
  /** What a person took off it. */
  readonly manualDiscount?: ManualDiscount | undefined;
  readonly isVoided: boolean;
  readonly returnOf: ReturnOrigin | null;
  /** How it is handed over later; absent on what is carried out. */
  readonly delivery?: DeliveryMode | undefined;
  /** The line of a customer order it hands over. */
  readonly orderOf?: OrderOrigin | undefined;
  /** On a charge. */
  readonly chargeCodeId?: string | undefined;
  /** Goods that came back without a receipt; absent on all others. */
  readonly blindReturn?: BlindReturn | undefined;
  readonly giftCardNumber: string | null;
  readonly note: string | null;
  /** The line it comes with: it follows that line's quantity and goes with it. Absent on all others. */
  readonly linkedTo?: LineLink | undefined;
  /** A deposit on packaging; absent on all others. */
  readonly isDeposit?: boolean | undefined;
  /** The slip of a bottle machine that is paid out; whether it still is good is decided at the commit. */
  readonly depositSlip?: { readonly code: string } | undefined;
}

/** How a line hangs on another. */
export interface LineLink {
  readonly lineId: string;
  /** For one unit of that line; null where the quantity stands, whatever that line's is. */
  readonly perUnit: Quantity | null;
}

/** What a line would cost if nobody had set its price, and who did (field notes 5.3). */
export interface PriceOverride {
  readonly listed: Pick<PriceStep, 'unitPrice' | 'priceId' | 'priceAdjustmentId'>;
  readonly reason: string | null;
  readonly staffId: string | null;
}

/** The catalog a line was priced by, and when by the business clock. */
export interface Quote {
  readonly catalogVersion: number;
  readonly at: Instant;
}

/** What was charged or agreed for a line, and how much of it went before. */
export interface SoldAmounts {
  readonly soldQuantity: Quantity;
  readonly soldNet: Amount;
  readonly soldGross: Amount;
  readonly soldTaxes: readonly TaxAmount[];
  /** What had come back, or was handed over, before; checked again at the commit. */
  readonly returnedBefore: Quantity;
}

/** Which line of a customer order is handed over, for what was agreed. */
interface OrderOrigin extends SoldAmounts {
  readonly orderId: string;
  readonly lineId: string;
}

/** Where a returned line was sold and what was charged for it, so that exactly that is given back. */
export interface ReturnOrigin extends SoldAmounts {
  readonly transactionId: string;
  readonly lineId: string;
  readonly receiptNumber: string;
  readonly registerId: string;
}

/** What stands in for the receipt nobody has (field notes 5.7). */
interface BlindReturn {
  /** What the cashier noted: an order number, what the customer showed. */
  readonly reference: string;
}

/** Goods that come back, with or without a receipt: no price, offer or age concerns them any more. */
export const comesBack = ({ returnOf, blindReturn }: CartLine): boolean => returnOf !== null || blindReturn !== undefined;
/** Handed over now: all but the lines of an order that wait. */
export const isHandedOver = ({ isVoided, delivery }: CartLine): boolean => !isVoided && delivery === undefined;
