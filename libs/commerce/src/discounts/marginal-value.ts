import { byId, letTake, only, untouched, type Contender } from './contender';
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
  const shared = sharedGoods(all.map(({ contender }) => contender), portions); // prettier-ignore
  const ranked = all.map((one) => ({ contender: one.contender, value: marginalValue(one, portions, shared) }));
  return ranked.sort((a, b) => b.value - a.value || byId(a.contender, b.contender)).map(({ contender }) => contender);
}

function marginalValue({ contender, value }: Alone, portions: readonly Portion[], shared: ReadonlySet<Goods>): number {
  const count = portions.reduce((sum, { goods, quantity }) => (shared.has(goods) && names(contender, goods) ? sum + quantity : sum), 0);
  if (count === 0) return Number.MAX_SAFE_INTEGER;
  return (value - letTake(only(contender, (goods) => !shared.has(goods)), untouched(portions)).value) / count; // prettier-ignore
}

function sharedGoods(contenders: readonly Contender[], portions: readonly Portion[]): Set<Goods> {
  const goods = [...new Set(portions.map((portion) => portion.goods))];
  const first = (one: Goods): number => contenders.findIndex((contender) => names(contender, one));
  return new Set(goods.filter((one) => contenders.slice(first(one) + 1).some((contender) => names(contender, one))));
}

const names = ({ offers }: Contender, goods: Goods): boolean => offers.some(({ lines }) => lines.has(goods));
