import { byId, only, valueAlone, type Contender } from './contender';
import type { Goods, Portion } from './goods';

/** A contender and what it gives on all goods when it is alone. */
export interface Alone {
  readonly contender: Contender;
  readonly value: number;
}

/**
 * Contenders from the highest marginal value to the lowest: (what it gives on all goods - what it gives without those it shares) /
 * how many it shares. Compared once, as the reference does (its page on the optimal combination of overlapping discounts).
 */
export function rankByMarginalValue(all: readonly Alone[], portions: readonly Portion[]): Contender[] {
  const shared = sharedGoods(all.map(({ contender }) => contender));
  const ranked = all.map((one) => ({ contender: one.contender, value: marginalValue(one, portions, shared) }));
  return ranked.sort((a, b) => b.value - a.value || byId(a.contender, b.contender)).map(({ contender }) => contender);
}

function marginalValue({ contender, value }: Alone, portions: readonly Portion[], shared: ReadonlySet<Goods>): number {
  const count = portions.reduce((sum, { goods, quantity }) => (shared.has(goods) && names(contender, goods) ? sum + quantity : sum), 0);
  if (count === 0) return Number.MAX_SAFE_INTEGER;
  const unshared = only(contender, (goods) => !shared.has(goods));
  return (value - valueAlone(unshared, portions)) / count;
}

function sharedGoods(contenders: readonly Contender[]): Set<Goods> {
  const named = new Set<Goods>();
  const shared = new Set<Goods>();
  for (const { offers } of contenders) {
    const own = new Set(offers.flatMap(({ lines }) => [...lines.keys()]));
    for (const goods of own) (named.has(goods) ? shared : named).add(goods);
  }
  return shared;
}

const names = ({ offers }: Contender, goods: Goods): boolean => offers.some(({ lines }) => lines.has(goods));
