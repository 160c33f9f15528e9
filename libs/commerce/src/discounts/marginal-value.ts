import { byId, letTake, only, untouched, type Contender } from './contender';
import type { Goods, Portion } from './goods';

/**
 * Contenders from the highest marginal value to the lowest: (what it gives on all goods - what it gives without those it shares) /
 * how many it shares. Compared once, as the reference does (its page on the optimal combination of overlapping discounts).
 */
export function rankByMarginalValue(contenders: readonly Contender[], portions: readonly Portion[]): Contender[] {
  const shared = sharedGoods(contenders, portions);
  const ranked = contenders.map((contender) => ({ contender, value: marginalValue(contender, portions, shared) }));
  return ranked.sort((a, b) => b.value - a.value || byId(a.contender, b.contender)).map(({ contender }) => contender);
}

function marginalValue(contender: Contender, portions: readonly Portion[], shared: ReadonlySet<Goods>): number {
  const given = (of: Contender): number => letTake(of, untouched(portions)).value;
  const count = portions.reduce((sum, { goods, quantity }) => (shared.has(goods) && names(contender, goods) ? sum + quantity : sum), 0);
  if (count === 0) return Number.MAX_SAFE_INTEGER;
  return (given(contender) - given(only(contender, (goods) => !shared.has(goods)))) / count;
}

function sharedGoods(contenders: readonly Contender[], portions: readonly Portion[]): Set<Goods> {
  const goods = [...new Set(portions.map((portion) => portion.goods))];
  return new Set(goods.filter((one) => contenders.filter((contender) => names(contender, one)).length > 1));
}

const names = ({ offers }: Contender, goods: Goods): boolean => offers.some(({ lines }) => lines.has(goods));
