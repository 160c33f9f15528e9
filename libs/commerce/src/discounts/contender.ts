import { applyGrants, valueOf, type AllocationTerms, type Grant } from './grant';
import type { Goods, Matched, Portion, Standing } from './goods';
import { allocateOffer, compoundOrder, isOf, rankOf } from './kinds';
import { mixAndMatchValue } from './mix-and-match';

/** What competes for goods: an offer alone, or all compounded ones together. Goods that one has taken are not for another. */
export interface Contender {
  /** Smaller first where everything else is equal. */
  readonly id: string;
  /** In the order of compounding. */
  readonly offers: readonly Matched[];
  /** How its goods stand afterwards. */
  readonly standing: Standing;
  readonly stage: number;
  readonly terms: Omit<AllocationTerms, 'apart'>;
  /** Whether it may touch a portion as that stands before. */
  mayTake(portion: Portion): boolean;
}

/** Portions after somebody took some of them, and what was given. */
export interface Trial {
  readonly portions: readonly Portion[];
  readonly grants: readonly Grant[];
  readonly value: number;
}

export const untouched = (portions: readonly Portion[]): Trial => ({ portions, grants: [], value: 0 });

/** What a contender gives on the goods it may touch; the next one gets what it left. */
export function letTake(contender: Contender, before: Trial): Trial {
  const own: Portion[] = [];
  const apart: Portion[] = [];
  for (const portion of before.portions) (concerns(contender, portion) ? own : apart).push(portion);
  if (own.length === 0) return before;
  const after = contender.offers.reduce<Trial>(
    (trial, matched) => {
      const grants = allocateOffer(matched, trial.portions, { ...contender.terms, apart });
      return grants.length === 0 ? trial : granted(contender, matched, trial, grants);
    },
    { ...before, portions: own },
  );
  return { ...after, portions: [...after.portions, ...apart] };
}

/** What a contender gives on goods as they stand, without taking them. */
export function valueAlone(contender: Contender, portions: readonly Portion[]): number {
  const [first, ...more] = contender.offers;
  if (!first || more.length > 0 || !isOf(first, 'mix-and-match')) return letTake(contender, untouched(portions)).value;
  const own = portions.filter((portion) => concerns(contender, portion));
  return own.length === 0 ? 0 : mixAndMatchValue(first, own, { ...contender.terms, apart: [] });
}

const concerns = (contender: Contender, portion: Portion): boolean =>
  contender.mayTake(portion) && contender.offers.some(({ lines }) => lines.has(portion.goods));

function granted({ standing, stage }: Contender, { offer }: Matched, trial: Trial, grants: readonly Grant[]): Trial {
  const isThreshold = rankOf(offer) === 'threshold' || rankOf(offer) === 'tender';
  return {
    portions: applyGrants(trial.portions, grants, { standing, stage, isThreshold }),
    grants: [...trial.grants, ...grants],
    value: trial.value + valueOf(grants),
  };
}

export const inOrder = (contenders: readonly Contender[], before: Trial): Trial =>
  contenders.reduce((trial, contender) => letTake(contender, trial), before);

/** What it gives on the goods of a line does not depend on other goods. */
export const isPerLine = ({ offers }: Contender): boolean => offers.every((matched) => isOf(matched, 'simple'));

/** The contender on some goods only. */
export function only(contender: Contender, mayHave: (goods: Goods) => boolean): Contender {
  return { ...contender, mayTake: (portion) => mayHave(portion.goods) && contender.mayTake(portion) };
}

export const byId = (a: Contender, b: Contender): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** The order in which compounded offers are applied. */
export function compounding(offers: readonly Matched[]): Matched[] {
  const idOrder = (a: Matched, b: Matched): number => (a.offer.offerId < b.offer.offerId ? -1 : 1);
  return [...offers].sort((a, b) => compoundOrder(a.offer) - compoundOrder(b.offer) || idOrder(a, b));
}
