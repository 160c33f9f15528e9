import type { AllocationTerms, Grant } from './grant';
import type { Matched, Portion } from './goods';
import { allocateMixAndMatch, favoursRetailer } from './mix-and-match';
import type { MixAndMatchOffer, Offer } from './offer';
import { allocateQuantity } from './quantity';
import { allocateSimple } from './simple';
import { allocateThreshold } from './threshold';

/** What an offer gives on its own on the goods it may touch. A shipping offer touches no goods: it is off the charge for delivery. */
export function allocateOffer(matched: Matched, portions: readonly Portion[], terms: AllocationTerms): Grant[] {
  if (isOf(matched, 'simple')) return allocateSimple(matched, portions, terms);
  if (isOf(matched, 'quantity')) return allocateQuantity(matched, portions, terms);
  if (isOf(matched, 'mix-and-match')) return allocateMixAndMatch(matched, portions, terms);
  if (isOf(matched, 'threshold') || isOf(matched, 'tender')) return allocateThreshold(matched, portions, terms);
  return [];
}

export function isOf<Kind extends Offer['kind']>(matched: Matched, kind: Kind): matched is Matched<Extract<Offer, { kind: Kind }>> {
  return matched.offer.kind === kind;
}

/** Offers that look at the whole sale come after those that look at goods; those that favour the retailer after those that compete. */
export type Rank = 'competing' | 'retailer' | 'threshold' | 'tender';

export function rankOf(offer: Offer): Rank {
  if (offer.kind === 'threshold' || offer.kind === 'tender') return offer.kind;
  return offer.kind === 'mix-and-match' && favoursRetailer(offer) ? 'retailer' : 'competing';
}

/** The reference's order of compounding: deal and unit prices, then money off, then parts off. Of several methods the earliest counts. */
export function compoundOrder(offer: Offer): number {
  const order = { price: 0, amount: 1, percent: 2 };
  const ofReward = ({ kind }: { kind: keyof typeof order }): number => order[kind];
  const ofLines = offer.lines.flatMap(({ reward }) => (reward ? [ofReward(reward)] : []));
  if (offer.kind === 'simple') return Math.min(ofReward(offer.reward), ...ofLines);
  if (offer.kind === 'mix-and-match') return Math.min(...ofLines, ofDeal(offer, ofReward));
  return Math.min(2, ...offer.tiers.map(({ reward }) => ofReward(reward)));
}

function ofDeal({ deal }: MixAndMatchOffer, ofReward: (reward: { kind: 'price' | 'amount' | 'percent' }) => number): number {
  if (deal.kind === 'lines') return 2;
  return deal.kind === 'least-expensive' ? ofReward(deal.reward) : ofReward({ kind: deal.kind });
}
