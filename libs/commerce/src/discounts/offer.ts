import { isValidAt, type Amount, type LocalMinute, type Quantity, type Rate, type UnitPrice, type Validity } from '@app/kernel';
import { isWithin, type RecurringPeriod } from '../recurring-period';

/**
 * A discount of the catalog, enabled, in the channel's currency. The six kinds and what each may say are those of the reference
 * (field notes 5.4; its pages on retail discounts and on price adjustments and discounts).
 */
export type Offer = SimpleOffer | QuantityOffer | MixAndMatchOffer | ThresholdOffer | TenderOffer | ShippingOffer;
export type OfferKind = Offer['kind'];

/**
 * How an offer stands to others on the same goods. Exclusive ones go first and shut out the rest; a best-price one competes with the
 * others and with what the compounded ones make together; compounded ones add up.
 */
export type Concurrency = 'exclusive' | 'best-price' | 'compounded';

/**
 * What pricing priority does (the reference's discount concurrency control model).
 *
 * - `compound-within`: best price and compound within a priority, never compound across priorities: goods that got a discount at a
 *   higher priority get none at a lower one.
 * - `compound-across`: best price only within a priority, always compound across priorities: one offer wins at each priority, and
 *   the winners of all of them add up.
 */
export type ConcurrencyControl = 'compound-within' | 'compound-across';

interface AnyOffer extends Validity {
  readonly offerId: string;
  /** What the receipt calls it. */
  readonly name: string;
  readonly concurrency: Concurrency;
  /** Higher goes first. The offer's own, or else the highest of its price groups that hold; 0 where none says one. */
  readonly priority: number;
  /** When it counts within its validity; empty for always. */
  readonly periods: readonly RecurringPeriod[];
  /** Which goods; of a large offer only the lines that concern the goods asked for. A line that excludes wins. */
  readonly lines: readonly OfferLine[];
  /** Counts only for a basket with a coupon of it. */
  readonly needsCoupon: boolean;
  /** Goods that may not be discounted help to reach what the offer asks for. They get nothing of it even so. */
  readonly countsNonDiscountable: boolean;
}

export interface OfferLine {
  /** Unique within the offer. Goods of one line count together. */
  readonly lineNumber: number;
  readonly subject: OfferSubject;
  /** Only goods sold in this unit, nothing is converted; null for any. */
  readonly unitId: string | null;
  readonly isExcluded: boolean;
  /** The group of a mix and match offer it belongs to; null in every other kind and on a line that excludes. */
  readonly groupId: string | null;
  /** What its goods get instead of what the offer says; only where the kind gives a reward per line. */
  readonly reward: Reward | null;
}

/** A category stands for everything below it too. */
export type OfferSubject =
  | { readonly kind: 'product'; readonly productId: string }
  | { readonly kind: 'category'; readonly categoryId: string }
  | { readonly kind: 'all' };

/** What a unit gets: a part off, money off, or another price. None makes a price rise or fall below zero. */
export type Reward =
  | { readonly kind: 'percent'; readonly rate: Rate }
  /** Money off each unit (piece or kilogram). */
  | { readonly kind: 'amount'; readonly perUnit: UnitPrice }
  | { readonly kind: 'price'; readonly unitPrice: UnitPrice };

/** Every unit gets it, whatever else is bought. */
export interface SimpleOffer extends AnyOffer {
  readonly kind: 'simple';
  readonly reward: Reward;
}

/** The more of the goods of a line, the cheaper each: from its minimum on a tier counts for all of them. Lines count apart. */
export interface QuantityOffer extends AnyOffer {
  readonly kind: 'quantity';
  /** Minimum rising. */
  readonly tiers: readonly QuantityTier[];
}

export interface QuantityTier {
  /** Pieces or weight; 0.010 kg is the least weight. */
  readonly minimumQuantity: Quantity;
  readonly reward: Extract<Reward, { kind: 'percent' | 'price' }>;
}

/** So much of each group makes a deal; as many deals as the goods give, or as `timesApplicable` allows. */
export interface MixAndMatchOffer extends AnyOffer {
  readonly kind: 'mix-and-match';
  readonly groups: readonly DealGroup[];
  readonly deal: Deal;
  /** In one sale; null for as often as the goods give it. */
  readonly timesApplicable: number | null;
}

export interface DealGroup {
  readonly groupId: string;
  /** Pieces, or weight for goods sold by it. */
  readonly quantity: Quantity;
}

export type Deal =
  /** What all goods of the deal cost together. */
  | { readonly kind: 'price'; readonly price: Amount }
  /** Off what they cost together. */
  | { readonly kind: 'amount'; readonly amount: Amount }
  | { readonly kind: 'percent'; readonly rate: Rate }
  /**
   * Only the cheapest units of a deal get it: the second at half price, three for two. With several deals in a basket `favours`
   * says who gains by how the goods are put together: customers get the dearest together, the retailer gives away the cheapest.
   */
  | { readonly kind: 'least-expensive'; readonly count: number; readonly reward: Reward; readonly favours: 'customer' | 'retailer' }
  /** Each line has its own reward; lines without one only have to be there. */
  | { readonly kind: 'lines' };

/** Once per sale, when its goods come to so much together. The highest tier that is reached counts. */
export interface ThresholdOffer extends AnyOffer {
  readonly kind: 'threshold';
  /** Minimum rising. */
  readonly tiers: readonly AmountTier[];
}

export interface AmountTier {
  /** In what prices say: with tax where the channel's prices include it, after the discounts given before. */
  readonly minimumAmount: Amount;
  readonly reward: TotalReward;
}

/** Off what goods cost together. */
export type TotalReward = { readonly kind: 'percent'; readonly rate: Rate } | { readonly kind: 'amount'; readonly amount: Amount };

/** A threshold offer for who pays with one of these tenders. */
export interface TenderOffer extends AnyOffer {
  readonly kind: 'tender';
  readonly tenderTypeIds: readonly string[];
  readonly tiers: readonly AmountTier[];
}

/** Off the charge for delivery, when the goods come to so much. */
export interface ShippingOffer extends AnyOffer {
  readonly kind: 'shipping';
  /** Empty for every mode. */
  readonly deliveryModeIds: readonly string[];
  readonly tiers: readonly AmountTier[];
}

/** A code that lets a basket have an offer. */
export interface Coupon extends Validity {
  readonly couponId: string;
  /** Text or barcode, as printed. */
  readonly code: string;
  readonly offerId: string;
  /** How often it may be used: in all, or by each customer; null without end. */
  readonly maximumUses: number | null;
  readonly usesCount: 'in-all' | 'per-customer';
  readonly needsCustomer: boolean;
  /** No other coupon may be in the basket. */
  readonly isExclusive: boolean;
}

/** Whether an offer counts in a minute of the store's wall clock. */
export function isOfferValid(offer: Validity & Pick<Offer, 'periods'>, minute: LocalMinute): boolean {
  return isValidAt(offer, minute) && (offer.periods.length === 0 || offer.periods.some((period) => isWithin(period, minute)));
}
