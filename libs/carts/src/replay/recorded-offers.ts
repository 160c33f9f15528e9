import type { AmountTier, Deal, ManualDiscount, Offer, TotalReward } from '@app/commerce';
import { parseAmount, type Amount } from '@app/kernel';
import { discountInputs, type DiscountInputs, type DiscountInputsWire } from '@app/protocol';

type Money = (text: string) => Amount;
type OfferInput = DiscountInputs['offers'][number];

/** What a record says the discounts were reckoned from, as the engine takes it. */
export interface RecordedDiscounts extends Omit<DiscountInputs, 'offers' | 'manual' | 'manualTotal'> {
  readonly offers: readonly Offer[];
  readonly manual: ReadonlyMap<string, ManualDiscount>;
  readonly manualTotal: ManualDiscount | undefined;
}

export function recordedDiscounts(wire: DiscountInputsWire, minorDigits: number): RecordedDiscounts {
  const money: Money = (text) => parseAmount(text, minorDigits);
  const { offers, manual, manualTotal, ...rest } = discountInputs.parse(wire);
  const given = ({ reward, reason, staffId, within }: NonNullable<typeof manualTotal>): ManualDiscount => ({
    reward: totalReward(reward, money), reason, staffId,
    ...(within && { within: { part: within.part, amount: within.amount === null ? null : money(within.amount) } }),
  }); // prettier-ignore
  return {
    ...rest,
    offers: offers.map((offer) => offerOf(offer, money)),
    manual: new Map(manual.map((one) => [one.lineId, given(one)])),
    manualTotal: manualTotal ? given(manualTotal) : undefined,
  };
}

function offerOf(offer: OfferInput, money: Money): Offer {
  switch (offer.kind) {
    case 'simple':
    case 'quantity': return offer;
    case 'mix-and-match': return { ...offer, deal: dealOf(offer.deal, money) };
    default: return { ...offer, tiers: offer.tiers.map((tier) => tierOf(tier, money)) };
  }
} // prettier-ignore

type DealInput = Extract<OfferInput, { kind: 'mix-and-match' }>['deal'];

function dealOf(deal: DealInput, money: Money): Deal {
  if (deal.kind === 'price') return { kind: deal.kind, price: money(deal.price) };
  return deal.kind === 'amount' ? { kind: deal.kind, amount: money(deal.amount) } : deal;
}

type TierInput = Extract<OfferInput, { kind: 'threshold' }>['tiers'][number];

const tierOf = ({ minimumAmount, reward }: TierInput, money: Money): AmountTier => ({
  minimumAmount: money(minimumAmount),
  reward: totalReward(reward, money),
});

function totalReward(reward: TierInput['reward'], money: Money): TotalReward {
  return reward.kind === 'amount' ? { kind: reward.kind, amount: money(reward.amount) } : reward;
}
