import type { Currency, Instant, LocalDate, Quantity, Rate } from '@app/kernel';
import type { ManualDiscount } from '../discounts/line-discount';
import type { ConcurrencyControl, Offer } from '../discounts/offer';
import type { TaxOverride } from '../tax/charged-taxes';
import type { TaxParty } from '../tax/choose-tax-group';
import type { CartTaxTerms } from '../tax/tax-terms';
import type { Buyer } from './buyer';
import type { CartLine } from './cart-line';
import type { CartTender, OriginalPayment } from './cart-tender';

/** Training sales look like sales and count nowhere. */
export type TradeMode = 'live' | 'training';
export type CartStatus = 'open' | 'suspended' | 'checked-out' | 'voided';

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
  /** Present where somebody lets no offer count. */
  readonly withheldOffers?: WithheldOffers | undefined;
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

/** A basket put aside: where and when, the number on its slip, and until when it may be recalled. */
interface Suspension {
  readonly slipNumber: string;
  readonly registerId: string;
  readonly staffId: string | null;
  /** Business clock. */
  readonly at: Instant;
  readonly expiresAt: Instant | null;
}

/** Who lets no offer count in a sale, and why. */
export interface WithheldOffers {
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

export type RequirementKind = 'weight' | 'price' | 'age' | 'return-reason';

/** The outcome of a requirement: `confirmed-18`, a reason's name. Never a birth date. */
export interface Answer {
  readonly kind: RequirementKind;
  readonly lineId: string | null;
  readonly outcome: string;
  readonly staffId: string | null;
}

export const activeLines = (cart: Cart): CartLine[] => cart.lines.filter((line) => !line.isVoided);
export const activeTenders = (cart: Cart): CartTender[] => cart.tenders.filter((tender) => !tender.isVoided);
export const lineOf = (cart: Cart, lineId: string): CartLine | undefined => cart.lines.find((line) => line.lineId === lineId);
