import { goodsGrant, groupByGoods, namedBy } from './whole-goods';
import type { Allocate } from './grant';
import type { SimpleOffer } from './offer';

/** Every unit gets the reward of its line. Of several lines that name the same goods the one that gives most counts. */
export const allocateSimple: Allocate<SimpleOffer> = (matched, portions, terms) =>
  groupByGoods(namedBy(matched, portions)).flatMap((group) => {
    const rewards = (matched.lines.get(group.goods) ?? []).map((line) => line.reward ?? matched.offer.reward);
    return goodsGrant(matched.offer, group, rewards, terms);
  });
