import type { AmountTier, CalculatedCart, Deal, ManualDiscount, Offer, OfferLine, QuantityTier, Reward, TotalReward } from '@app/commerce';
import { formatAmount, formatQuantity, formatRate, formatUnitPrice, type Amount } from '@app/kernel';
import type { DiscountInputsWire, SaleBodyWire } from '@app/protocol';

type Money = (value: Amount) => string;
type OfferWire = DiscountInputsWire['offers'][number];
type RewardWire = Extract<OfferWire, { kind: 'simple' }>['reward'];
type TotalRewardWire = NonNullable<DiscountInputsWire['manualTotal']>['reward'];

/** What the discounts of a sale were reckoned from, so that anyone reckons them again; nothing where there were none. */
export function discountInputsOf({ cart }: CalculatedCart, money: Money): Pick<SaleBodyWire['inputs'], 'discounts'> {
  const manual = cart.lines.filter((line) => line.manualDiscount !== undefined && !line.isVoided);
  if (cart.offers === undefined && manual.length === 0 && cart.manualDiscount === undefined) return {};
  return {
    discounts: {
      control: cart.discountControl ?? 'compound-within',
      offers: (cart.offers ?? []).map((offer) => offerWire(offer, money)),
      coupons: (cart.coupons ?? []).map(({ couponId, code, offerId }) => ({ couponId, code, offerId })),
      nonDiscountable: cart.lines.filter(({ isDiscountable }) => isDiscountable === false).map(({ lineId }) => lineId),
      manual: manual.flatMap(({ lineId, manualDiscount }) => (manualDiscount ? [{ lineId, ...manualWire(manualDiscount, money) }] : [])),
      manualTotal: cart.manualDiscount ? manualWire(cart.manualDiscount, money) : null,
      ...(cart.withheldOffers && { withheld: cart.withheldOffers }),
      intendedTenderTypeId: cart.intendedTenderTypeId ?? null,
    },
  };
}

function offerWire(offer: Offer, money: Money): OfferWire {
  const { offerId, name, concurrency, priority, validFrom, validFromTime, validTo, validToTime, needsCoupon, countsNonDiscountable } = offer;
  const any = {
    offerId, name, concurrency, priority, validFrom, validFromTime, validTo, validToTime, needsCoupon, countsNonDiscountable,
    periods: offer.periods.map((period) => ({ ...period })),
    lines: offer.lines.map(lineWire),
  };
  switch (offer.kind) {
    case 'simple': return { ...any, kind: offer.kind, reward: rewardWire(offer.reward) };
    case 'quantity': return { ...any, kind: offer.kind, tiers: offer.tiers.map(quantityTierWire) };
    case 'mix-and-match': return {
      ...any, kind: offer.kind, deal: dealWire(offer.deal, money), timesApplicable: offer.timesApplicable,
      groups: offer.groups.map(({ groupId, quantity }) => ({ groupId, quantity: formatQuantity(quantity) })),
    };
    case 'threshold': return { ...any, kind: offer.kind, tiers: offer.tiers.map((tier) => tierWire(tier, money)) };
    case 'tender': return { ...any, kind: offer.kind, tenderTypeIds: [...offer.tenderTypeIds], tiers: offer.tiers.map((tier) => tierWire(tier, money)) };
    case 'shipping': return { ...any, kind: offer.kind, deliveryModeIds: [...offer.deliveryModeIds], tiers: offer.tiers.map((tier) => tierWire(tier, money)) };
  }
} // prettier-ignore

const lineWire = ({ reward, ...line }: OfferLine): OfferWire['lines'][number] => ({ ...line, reward: reward && rewardWire(reward) });

function rewardWire(reward: Reward): RewardWire {
  switch (reward.kind) {
    case 'percent': return { kind: reward.kind, rate: formatRate(reward.rate) };
    case 'amount': return { kind: reward.kind, perUnit: formatUnitPrice(reward.perUnit) };
    case 'price': return { kind: reward.kind, unitPrice: formatUnitPrice(reward.unitPrice) };
  }
} // prettier-ignore

function quantityTierWire({ minimumQuantity, reward }: QuantityTier): Extract<OfferWire, { kind: 'quantity' }>['tiers'][number] {
  return { minimumQuantity: formatQuantity(minimumQuantity), reward: rewardWire(reward) as Exclude<RewardWire, { kind: 'amount' }> };
}

const tierWire = ({ minimumAmount, reward }: AmountTier, money: Money) => ({ minimumAmount: money(minimumAmount), reward: totalWire(reward, money) }); // prettier-ignore

function totalWire(reward: TotalReward, money: Money): TotalRewardWire {
  return reward.kind === 'percent' ? { kind: 'percent', rate: formatRate(reward.rate) } : { kind: 'amount', amount: money(reward.amount) };
}

function dealWire(deal: Deal, money: Money): Extract<OfferWire, { kind: 'mix-and-match' }>['deal'] {
  switch (deal.kind) {
    case 'price': return { kind: deal.kind, price: money(deal.price) };
    case 'lines': return { kind: deal.kind };
    case 'least-expensive': return { kind: deal.kind, count: deal.count, favours: deal.favours, reward: rewardWire(deal.reward) };
    default: return totalWire(deal, money);
  }
} // prettier-ignore

function manualWire({ reward, reason, staffId, within }: ManualDiscount, money: Money) {
  const bound = within && { part: formatRate(within.part), amount: within.amount === null ? null : money(within.amount) };
  return { reward: totalWire(reward, money), reason, staffId, ...(bound && { within: bound }) };
}

/** Discounts of a line as records and answers show them. */
export function discountsWire(discounts: CalculatedCart['lines'][number]['discounts'], minorDigits: number) {
  return discounts.map((discount) => ({ ...discount, amount: formatAmount(discount.amount, minorDigits) }));
}
