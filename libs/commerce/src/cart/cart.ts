import type { Amount, Currency, Instant, LocalDate, Quantity, Rate, UnitPrice } from '@app/kernel';
import type { ManualDiscount } from '../discounts/line-discount';
import type { ConcurrencyControl, Offer } from '../discounts/offer';
import type { PriceOrigin } from '../pricing/price-origin';
import type { PriceStep } from '../pricing/price-step';
import type { TaxOverride } from '../tax/charged-taxes';
import type { TaxParty } from '../tax/choose-tax-group';
import type { CartTaxTerms, TaxAmount, TaxRate } from '../tax/tax-terms';
import type { Buyer } from './buyer';

/** Training sales look like sales and count nowhere. */
export type TradeMode = 'live' | 'training';
export type CartStatus = 'open' | 'suspended' | 'checked-out' | 'voided';
/** Kept by headquarters under a number: it alone says what they are worth. */
export type AccountFunction = 'gift-card' | 'credit-memo' | 'voucher' | 'customer-account' | 'loyalty';
export type TenderFunction = 'cash' | 'card' | AccountFunction;
export type LineEntry = 'scanned' | 'keyed' | 'price-label' | 'weight-label';
export type PriceSource = 'price-list' | 'label' | 'keyed' | 'override' | 'original-sale' | 'order';
/** How goods of an order reach the customer, when they are not carried out at once (field notes 5.1). */
export type DeliveryMode = 'pickup' | 'ship';
/** Deposits of customer orders and charges are no goods. */
export type LineKind = 'product' | 'gift-card' | 'order-deposit' | 'charge';

/**
 * A basket as one JSON document: everything needed to show, price and finish it without another read.
 * Changing one makes a new value; `revision` grows by one with each stored change.
 */
export interface Cart {
  /** The transaction id, a UUIDv7 the register made. */
  readonly id: string;
  readonly revision: number;
  readonly status: CartStatus;
  readonly mode: TradeMode;
  readonly legalEntityId: string;
  readonly channelId: string;
  readonly registerId: string;
  readonly drawerId: string | null;
  readonly staffId: string | null;
  /** Null only in training without an open shift. */
  readonly shiftId: string | null;
  readonly businessDate: LocalDate;
  readonly currency: Currency;
  readonly pricesIncludeTax: boolean;
  readonly taxGroupId: string;
  /** Absent where taxes are rounded per line and code and no exemption lowers a price. */
  readonly taxTerms?: CartTaxTerms | undefined;
  /** Who buys; absent where nobody said. */
  readonly buyer?: Buyer | undefined;
  /** Whose taxes count; absent for those of the store. */
  readonly taxParty?: TaxParty | undefined;
  /** Chosen for the whole sale by a person. */
  readonly taxOverride?: TaxOverride | undefined;
  /** Business clock at the first touch. */
  readonly beganAt: Instant;
  /** The channel-local day the cart began: its tax rates count. */
  readonly priceDate: LocalDate;
  /** The catalog that priced something of it last; each line names its own. */
  readonly catalogVersion: number;
  /** Offers in play for its goods, as they were when the goods came; absent where there is none. */
  readonly offers?: readonly Offer[] | undefined;
  /** Absent for `compound-within`. */
  readonly discountControl?: ConcurrencyControl | undefined;
  readonly coupons?: readonly CartCoupon[] | undefined;
  /** On the whole sale. */
  readonly manualDiscount?: ManualDiscount | undefined;
  /** What the customer means to pay with, for offers that depend on it; absent while nobody said. */
  readonly intendedTenderTypeId?: string | undefined;
  readonly lines: readonly CartLine[];
  readonly tenders: readonly CartTender[];
  readonly answers: readonly Answer[];
  /** What the sales whose goods come back were paid with; absent where none does. */
  readonly originalPayments?: readonly OriginalPayment[] | undefined;
  /** A tender that somebody allowed a refund in against the policy. */
  readonly refundOverride?: { readonly tenderTypeId: string; readonly staffId: string | null } | undefined;
  /** Absent unless some of its lines are ordered. */
  readonly order?: PlacedOrder | undefined;
  /** Absent unless it hands over or cancels an order. */
  readonly fulfils?: FulfilledOrder | undefined;
  /** What was quoted to somebody holds until then; absent on all others. */
  readonly quotation?: { readonly customerName: string; readonly expiresAt: Instant } | undefined;
  /** Absent unless it waits to be recalled. */
  readonly suspended?: Suspension | undefined;
}

/** How much of a sale was paid with a tender type, its change taken off. */
export interface OriginalPayment {
  readonly transactionId: string;
  readonly tenderTypeId: string;
  readonly amount: Amount;
}

/** A basket put aside: where and when, the number on its slip, and until when it may be recalled. */
interface Suspension {
  readonly slipNumber: string;
  readonly registerId: string;
  readonly staffId: string | null;
  /** Business clock. */
  readonly at: Instant;
  readonly expiresAt: Instant | null;
}

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

/** A coupon in a cart. Whether a use is left is decided at the commit. */
export interface CartCoupon {
  readonly couponId: string;
  readonly code: string;
  readonly offerId: string;
  readonly maximumUses: number | null;
  readonly usesCount: 'in-all' | 'per-customer';
  readonly needsCustomer: boolean;
  readonly isExclusive: boolean;
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

/** What a cart that places an order says of it. */
interface PlacedOrder {
  readonly customerName: string;
  readonly address: string | null;
  readonly depositRate: Rate;
}

/** The order a cart hands over or cancels, as it stood when the cart began. */
interface FulfilledOrder {
  readonly orderId: string;
  readonly kind: 'hand-over' | 'cancellation';
  readonly revision: number;
  readonly receiptNumber: string;
  /** What is not going to be handed over any more; absent on a hand-over. */
  readonly cancelled?: readonly { readonly lineId: string; readonly quantity: Quantity }[] | undefined;
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

/** One payment (or refund) with its change. Money received minus change is what it pays. */
export interface CartTender {
  readonly tenderId: string;
  readonly tenderTypeId: string;
  readonly function: TenderFunction;
  readonly kind: 'payment' | 'refund';
  /** What was handed over; negative when the store gives. */
  readonly tendered: Amount;
  /** What went back out of it, not negative. */
  readonly change: Amount;
  readonly changeTenderTypeId: string | null;
  /** What cash rounding added to the total (negative: took off) when this tender closed it. */
  readonly rounding: Amount;
  readonly isVoided: boolean;
  /** The attempt that moved the money; null for cash. */
  readonly attemptId: string | null;
  readonly authorization: string | null;
  /** Last four digits. */
  readonly cardLastDigits: string | null;
  readonly giftCardNumber: string | null;
  /** Of another account that headquarters keeps; absent on all others. */
  readonly accountNumber?: string | undefined;
  /** What was handed over when it was not money of the channel's currency. */
  readonly foreign?: ForeignAmount | undefined;
}

/** Foreign money, the rate it was taken at and what it is worth in the company's books. */
export interface ForeignAmount {
  readonly currency: Currency;
  readonly amount: Amount;
  /** So many units cost `rate` in the company's currency, since `rateDate`. */
  readonly units: number;
  readonly rate: Rate;
  readonly rateDate: LocalDate;
  readonly companyCurrency: Currency;
  readonly companyAmount: Amount;
}

export type RequirementKind = 'weight' | 'price' | 'age' | 'return-reason';

/** The outcome of a requirement: `confirmed-18`, a reason's name. Never a birth date. */
export interface Answer {
  readonly kind: RequirementKind;
  readonly lineId: string | null;
  readonly outcome: string;
  readonly staffId: string | null;
}

/** Goods that come back, with or without a receipt: no price, offer or age concerns them any more. */
export const comesBack = ({ returnOf, blindReturn }: CartLine): boolean => returnOf !== null || blindReturn !== undefined;
export const activeLines = (cart: Cart): CartLine[] => cart.lines.filter((line) => !line.isVoided);
/** Handed over now: all but the lines of an order that wait. */
export const isHandedOver = ({ isVoided, delivery }: CartLine): boolean => !isVoided && delivery === undefined;
export const activeTenders = (cart: Cart): CartTender[] => cart.tenders.filter((tender) => !tender.isVoided);
export const lineOf = (cart: Cart, lineId: string): CartLine | undefined => cart.lines.find((line) => line.lineId === lineId);
