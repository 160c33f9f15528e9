import {
  recurringPeriod,
  type AmountTier,
  type Coupon,
  type Deal,
  type Offer,
  type OfferLine,
  type QuantityTier,
  type Reward,
  type TotalReward,
} from '@app/commerce';
import { DomainError, parseAmount, parseQuantity, parseRate, parseUnitPrice, rate, type Currency } from '@app/kernel';
import type { couponEntity, offerEntity, offerLineEntity, RowOf } from '@app/protocol';

export type OfferRow = RowOf<typeof offerEntity>;
export type OfferLineRow = RowOf<typeof offerLineEntity>;
export type CouponRow = RowOf<typeof couponEntity>;

/** What decides about an offer beside its row. */
export interface OfferTerms {
  readonly priority: number;
  readonly lines: readonly OfferLine[];
  readonly currency: Currency;
}

/** The offer a row stands for; undefined where it says what no offer of its kind can mean: one such row must not stop the others. */
export function offerOf(row: OfferRow, terms: OfferTerms): Offer | undefined {
  try {
    return kindOf(row, terms);
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}

function kindOf(row: OfferRow, { priority, lines, currency: { minorDigits } }: OfferTerms): Offer {
  const { offerId, name, concurrency, needsCoupon, countsNonDiscountable, validFrom, validFromTime, validTo, validToTime } = row;
  const validity = { validFrom, validFromTime, validTo, validToTime };
  const common = {
    offerId,
    name,
    concurrency,
    priority,
    needsCoupon,
    countsNonDiscountable,
    ...validity,
    periods: row.hours.map(recurringPeriod),
    lines,
  };
  const amountTiers = (): AmountTier[] => row.tiers.map((text) => amountTierOf(text, row, minorDigits));
  const isSaidByLines = row.rewardValue === null && lines.every(({ isExcluded, reward }) => isExcluded || reward !== null);
  switch (row.kind) {
    case 'simple': return { ...common, kind: 'simple', reward: isSaidByLines ? NOTHING : rewardOf(row) };
    case 'quantity': return { ...common, kind: 'quantity', tiers: row.tiers.map((text) => quantityTierOf(text, row)) };
    case 'mix-and-match': {
      const groups = row.dealGroups.map(groupOf);
      return { ...common, kind: 'mix-and-match', groups, deal: dealOf(row, minorDigits), timesApplicable: row.timesApplicable };
    }
    case 'threshold': return { ...common, kind: 'threshold', tiers: amountTiers() };
    case 'tender': return { ...common, kind: 'tender', tenderTypeIds: row.tenderTypeIds, tiers: amountTiers() };
    case 'shipping': return { ...common, kind: 'shipping', deliveryModeIds: row.deliveryModeIds, tiers: amountTiers() };
  } // prettier-ignore
}

export function offerLineOf(row: OfferLineRow): OfferLine {
  const { lineNumber, unitId, isExcluded, groupId, rewardKind, rewardValue } = row;
  const reward = rewardKind === null ? null : rewardOf({ rewardKind, rewardValue });
  return { lineNumber: Number(lineNumber), subject: subjectOf(row), unitId, isExcluded, groupId, reward };
}

export function couponOf(row: CouponRow): Coupon {
  const { couponId, code, offerId, maximumUses, usesCount, needsCustomer, isExclusive, validFrom, validFromTime, validTo, validToTime } =
    row;
  return { couponId, code, offerId, maximumUses, usesCount, needsCustomer, isExclusive, validFrom, validFromTime, validTo, validToTime };
}

function subjectOf({ productId, categoryId }: OfferLineRow): OfferLine['subject'] {
  if (productId !== null) return { kind: 'product', productId };
  return categoryId === null ? { kind: 'all' } : { kind: 'category', categoryId };
}

/** What an offer itself gives where each of its lines says its own. */
const NOTHING: Reward = { kind: 'percent', rate: rate(0) };

type Rewarding = Pick<OfferRow, 'rewardKind' | 'rewardValue'>;

/** What a unit gets. */
function rewardOf({ rewardKind, rewardValue }: Rewarding): Reward {
  const value = stated(rewardValue);
  switch (rewardKind) {
    case 'percent': return { kind: 'percent', rate: parseRate(value) };
    case 'amount': return { kind: 'amount', perUnit: parseUnitPrice(value) };
    case 'price': return { kind: 'price', unitPrice: parseUnitPrice(value) };
    case 'lines': throw nonsense('a unit gets a percentage, an amount or a price');
  } // prettier-ignore
}

function dealOf(row: OfferRow, minorDigits: number): Deal {
  if (row.leastExpensiveCount !== null) {
    return { kind: 'least-expensive', count: row.leastExpensiveCount, reward: rewardOf(row), favours: row.favours ?? 'customer' };
  }
  switch (row.rewardKind) {
    case 'lines': return { kind: 'lines' };
    case 'price': return { kind: 'price', price: parseAmount(stated(row.rewardValue), minorDigits) };
    default: return totalRewardOf(row.rewardKind, stated(row.rewardValue), minorDigits);
  } // prettier-ignore
}

function totalRewardOf(kind: OfferRow['rewardKind'], value: string, minorDigits: number): TotalReward {
  if (kind === 'percent') return { kind, rate: parseRate(value) };
  if (kind === 'amount') return { kind, amount: parseAmount(value, minorDigits) };
  throw nonsense('a total gets a percentage or an amount');
}

function quantityTierOf(text: string, { rewardKind }: OfferRow): QuantityTier {
  const [minimum, rewardValue] = pair(text);
  const reward = rewardOf({ rewardKind, rewardValue });
  if (reward.kind === 'amount') throw nonsense('a quantity gets a percentage or a price');
  return { minimumQuantity: parseQuantity(minimum), reward };
}

function amountTierOf(text: string, { rewardKind }: OfferRow, minorDigits: number): AmountTier {
  const [minimum, value] = pair(text);
  return { minimumAmount: parseAmount(minimum, minorDigits), reward: totalRewardOf(rewardKind, value, minorDigits) };
}

function groupOf(text: string): { groupId: string; quantity: ReturnType<typeof parseQuantity> } {
  const [groupId, quantity] = pair(text);
  return { groupId, quantity: parseQuantity(quantity) };
}

const pair = (text: string): [string, string] => {
  const at = text.indexOf(' ');
  return [text.slice(0, at), text.slice(at + 1)];
};

function stated(value: string | null): string {
  if (value === null) throw nonsense('the value of the reward is missing');
  return value;
}

/** Never answered to anybody: who reads rows leaves this one out. */
const nonsense = (message: string) => new DomainError('internal.offer-row', message);
