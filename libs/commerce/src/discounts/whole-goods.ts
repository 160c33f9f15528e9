import { spread, type AllocationTerms, type Grant } from './grant';
import type { Goods, Matched, Portion } from './goods';
import type { Offer, Reward } from './offer';
import { isRewarded, rewardOn } from './reward';

/** A portion with its place among all. */
export interface Placed {
  readonly index: number;
  readonly portion: Portion;
}

/** All portions of one line: they are rounded together. */
export interface GoodsGroup {
  readonly goods: Goods;
  readonly quantity: number;
  readonly amount: number;
  readonly placed: readonly Placed[];
}

/** The portions an offer names. */
export function namedBy(matched: Matched, portions: readonly Portion[]): Placed[] {
  const placed: Placed[] = [];
  portions.forEach((portion, index) => {
    if (matched.lines.has(portion.goods)) placed.push({ index, portion });
  });
  return placed;
}

export function groupByGoods(placed: readonly Placed[]): GoodsGroup[] {
  const groups = new Map<Goods, GoodsGroup>();
  for (const one of placed) {
    const { goods, quantity, amount } = one.portion;
    const known = groups.get(goods);
    groups.set(goods, {
      goods,
      quantity: quantity + (known?.quantity ?? 0),
      amount: amount + (known?.amount ?? 0),
      placed: known ? [...known.placed, one] : [one],
    });
  }
  return [...groups.values()];
}

/** The best of some rewards on all goods of a line; nothing when none gives anything. */
export function goodsGrant(offer: Offer, group: GoodsGroup, rewards: readonly Reward[], { minorDigits }: AllocationTerms): Grant[] {
  let discount = 0;
  for (const reward of rewards) if (isRewarded(reward, group.goods)) discount = Math.max(discount, rewardOn(reward, group, minorDigits));
  if (discount === 0) return [];
  const parts = group.placed.map(({ index, portion }) => ({
    goods: group.goods,
    index,
    quantity: portion.quantity,
    amount: portion.amount,
  }));
  return [{ offer, parts: spread(discount, parts) }];
}
