import { goodsGrant, groupByGoods, namedBy, type GoodsGroup } from './whole-goods';
import { valueOf, type Allocate, type Grant } from './grant';
import type { QuantityOffer, QuantityTier } from './offer';

/**
 * The goods of each line of the offer count together and reach a tier; its reward counts for all of them (field notes 5.4: tiers, per
 * line independently). Goods that several lines name go with the one that gives most.
 */
export const allocateQuantity: Allocate<QuantityOffer> = (matched, portions, terms) => {
  const { offer } = matched;
  const groups = groupByGoods(namedBy(matched, portions));
  const isNamedBy = (group: GoodsGroup, lineNumber: number): boolean =>
    (matched.lines.get(group.goods) ?? []).some((line) => line.lineNumber === lineNumber);
  const lineNumbers = [...new Set(offer.lines.map(({ lineNumber }) => lineNumber))].sort((a, b) => a - b);
  const given = lineNumbers.map((lineNumber) => {
    const named = groups.filter((group) => isNamedBy(group, lineNumber));
    const tier = tierReached(offer.tiers, named.reduce((sum, { quantity }) => sum + quantity, 0)); // prettier-ignore
    if (!tier && named.length > 0) terms.onMiss?.('minimum-not-reached');
    return tier ? named.map((group) => ({ group, grants: goodsGrant(offer, group, [tier.reward], terms) })) : [];
  });
  const best = new Map<GoodsGroup, Grant[]>();
  for (const { group, grants } of given.flat()) if (valueOf(grants) > valueOf(best.get(group) ?? [])) best.set(group, grants);
  return [...best.values()].flat();
};

function tierReached(tiers: readonly QuantityTier[], quantity: number): QuantityTier | undefined {
  return tiers.reduce<QuantityTier | undefined>((reached, tier) => (tier.minimumQuantity <= quantity ? tier : reached), undefined);
}
