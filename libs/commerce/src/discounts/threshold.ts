import { spread, type Allocate } from './grant';
import type { AmountTier, TenderOffer, ThresholdOffer } from './offer';
import { percentOf } from './reward';
import { namedBy, type Placed } from './whole-goods';

/**
 * Once per sale, off all goods it may touch, in proportion to what they cost. What counts towards the minimum are these goods; where
 * the offer counts what cannot be discounted, also goods that may get none or have one that shuts this one out.
 */
export const allocateThreshold: Allocate<ThresholdOffer | TenderOffer> = (matched, portions, terms) => {
  const { offer } = matched;
  if (offer.kind === 'tender' && !offer.tenderTypeIds.includes(terms.tenderTypeId ?? '')) {
    terms.onMiss?.('other-tender');
    return [];
  }
  const taken = namedBy(matched, portions).filter(({ portion }) => portion.goods.isDiscountable);
  const total = sumOf(taken);
  const counted = offer.countsNonDiscountable ? sumOf(namedBy(matched, [...portions, ...terms.apart])) : total;
  const tier = tierReached(offer.tiers, counted);
  if (!tier) terms.onMiss?.('minimum-not-reached');
  if (!tier || total === 0) return [];
  const discount = tier.reward.kind === 'percent' ? percentOf(total, tier.reward.rate) : Math.min(total, tier.reward.amount);
  if (discount === 0) return [];
  const parts = taken.map(({ index, portion: { goods, quantity, amount } }) => ({ goods, index, quantity, amount }));
  return [{ offer, parts: spread(discount, parts) }];
};

const sumOf = (placed: readonly Placed[]): number => placed.reduce((sum, { portion }) => sum + portion.amount, 0);

function tierReached(tiers: readonly AmountTier[], amount: number): AmountTier | undefined {
  return tiers.reduce<AmountTier | undefined>((reached, tier) => (tier.minimumAmount <= amount ? tier : reached), undefined);
}
