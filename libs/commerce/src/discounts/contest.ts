import { byId, inOrder, isPerLine, letTake, only, untouched, valueAlone, type Contender, type Trial } from './contender';
import type { Goods, Portion } from './goods';
import { rankByMarginalValue } from './marginal-value';
import { areDeals, searchDeals } from './search-deals';
import type { Steps } from './steps';

/** How a contest ended, and whether a better end may have been missed. */
export interface Contested {
  readonly trial: Trial;
  readonly isApproximate: boolean;
}

/** Contenders in a contest: those that give line by line what they give, and those that look at several lines. */
interface Field {
  readonly perLine: readonly Contender[];
  readonly others: readonly Contender[];
  readonly start: Trial;
}

/**
 * Contenders for the same goods: the end that is best for the customer. Every end is looked at while the steps last; then the
 * contenders are ranked by their marginal value (field notes 5.4, overlap algorithm) and take what is left one after another. Either
 * way the result is not worse than taking the largest first, nor than any contender alone.
 */
export function contest(contenders: readonly Contender[], portions: readonly Portion[], steps: Steps): Contested {
  const start = untouched(portions);
  const alone = contenders.map((contender) => ({ contender, value: valueAlone(contender, portions) })).filter(({ value }) => value > 0);
  const largestFirst = alone.sort((a, b) => b.value - a.value || byId(a.contender, b.contender)).map(({ contender }) => contender);
  if (largestFirst.length <= 1) return { trial: inOrder(largestFirst, start), isApproximate: false };
  const perLine = largestFirst.filter(isPerLine).sort(byId);
  const others = largestFirst.filter((contender) => !isPerLine(contender));
  const field = { perLine, others, start };
  if (others.length === 0) return { trial: settle(field, []), isApproximate: false };
  const found = searchAll(field, steps);
  const first =
    found ??
    settle(
      field,
      rankByMarginalValue(
        alone.filter(({ contender }) => !isPerLine(contender)),
        portions,
      ),
    );
  const trials = [first, inOrder(largestFirst, start), settle(field, others), ...(perLine.length > 0 ? [settle(field, [], others)] : [])];
  const best = trials.reduce(better);
  const largerAlone = alone.filter(({ value }) => value > best.value).map(({ contender }) => settle(field, [contender, ...others]));
  return { trial: [best, ...largerAlone].reduce(better), isApproximate: found === undefined };
}

function searchAll(field: Field, steps: Steps): Trial | undefined {
  if (!areDeals(field.others)) return searchOrders(field, steps);
  const trial = searchDeals(field.others, field.perLine, field.start, steps);
  return trial && settle(field, [], [], trial);
}

/** Some take in an order, then each line left goes to the offer that is best for it, then others take what is left of all. */
function settle({ perLine, start }: Field, order: readonly Contender[], last: readonly Contender[] = [], before = start): Trial {
  return inOrder(last, bestOfEachLine(perLine, inOrder(order, before)));
}

/** The first stays where both are worth the same. */
const better = (best: Trial, other: Trial): Trial => (other.value > best.value ? other : best);

/** Goods nobody has taken go to the contender that gives most on them. */
function bestOfEachLine(perLine: readonly Contender[], before: Trial): Trial {
  if (perLine.length <= 1) return inOrder(perLine, before);
  const best = new Map<Goods, { contender: Contender; value: number }>();
  for (const contender of perLine) {
    for (const [goods, value] of valueByGoods(contender, before.portions)) {
      if (value > (best.get(goods)?.value ?? 0)) best.set(goods, { contender, value });
    }
  }
  const winners = new Set([...best.values()].map(({ contender }) => contender));
  return inOrder(perLine.filter((one) => winners.has(one)).map((one) => only(one, (goods) => best.get(goods)?.contender === one)), before); // prettier-ignore
}

/** What a contender takes off each line: what the line costs before, less what it costs after. */
function valueByGoods(contender: Contender, portions: readonly Portion[]): Map<Goods, number> {
  const values = new Map<Goods, number>();
  const count = (all: readonly Portion[], sign: number): void => {
    for (const { goods, amount } of all) values.set(goods, sign * amount + (values.get(goods) ?? 0));
  };
  const named = portions.filter(({ goods }) => contender.offers.some(({ lines }) => lines.has(goods)));
  count(named, 1);
  count(letTake(contender, untouched(named)).portions, -1);
  return values;
}

/** All orders of contenders that take whole goods; twice, with and without goods for which another offer is better line by line. */
function searchOrders(field: Field, steps: Steps): Trial | undefined {
  const { others, perLine, start } = field;
  if (!steps.take(ORDER_STEPS * start.portions.length * factorial(others.length))) return undefined;
  const picky = perLine.length === 0 ? [] : others.map((contender) => whereBetter(contender, perLine, start.portions));
  return [...permutations(others), ...permutations(picky)].map((order) => settle(field, order)).reduce(better);
}

/** An order is about as much work for a line as so many looks of the search for deals. */
const ORDER_STEPS = 10;

function whereBetter(contender: Contender, perLine: readonly Contender[], portions: readonly Portion[]): Contender {
  const own = valueByGoods(contender, portions);
  const rivals = perLine.map((rival) => valueByGoods(rival, portions));
  return only(contender, (goods) => rivals.every((rival) => (rival.get(goods) ?? 0) <= (own.get(goods) ?? 0)));
}

const factorial = (count: number): number => (count <= 1 ? 1 : count * factorial(count - 1));

function permutations<One>(all: readonly One[]): One[][] {
  if (all.length <= 1) return all.length === 0 ? [] : [[...all]];
  return all.flatMap((first, index) => permutations(all.filter((_, other) => other !== index)).map((rest) => [first, ...rest]));
}
