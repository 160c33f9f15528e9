import type { Goods, Matched } from './goods';

/** Offers in groups that share no goods, so that each group can be decided alone. */
export function separate(matched: readonly Matched[]): Matched[][] {
  const leaders = matched.map((_, index) => index);
  const leaderOf = (index: number): number => {
    let at = index;
    while (leaders[at] !== at) at = leaders[at] ?? at;
    leaders[index] = at;
    return at;
  };
  const firstOf = new Map<Goods, number>();
  matched.forEach(({ lines }, index) => {
    for (const goods of lines.keys()) {
      const first = firstOf.get(goods);
      if (first === undefined) firstOf.set(goods, index);
      else leaders[leaderOf(index)] = leaderOf(first);
    }
  });
  const groups = new Map<number, Matched[]>();
  matched.forEach((one, index) => {
    const leader = leaderOf(index);
    groups.set(leader, [...(groups.get(leader) ?? []), one]);
  });
  return [...groups.values()];
}
