import { letTake, untouched, type Contender, type Trial } from './contender';
import { dealParts, dealValue, type Take } from './deal';
import { applyGrants, valueOf, type Grant } from './grant';
import { shareOf, type Matched, type Portion } from './goods';
import { isOf } from './kinds';
import { lineOfGroup } from './mix-and-match';
import type { MixAndMatchOffer } from './offer';
import type { Steps } from './steps';

/** Contenders that are one mix and match offer each: for these every way to put goods together can be tried. */
export const areDeals = (contenders: readonly Contender[]): boolean => contenders.every(({ offers: [first, ...more] }) => first !== undefined && more.length === 0 && isOf(first, 'mix-and-match')); // prettier-ignore

/**
 * The best set of deals, given what line-by-line offers would give on goods in none. Goods are decided one after another: the first
 * that is left is in a deal with later ones, or in none. What is left decides what comes, so that each rest is worked out once.
 * Undefined when the steps do not last: each goods are looked at once at least, which costs as many steps as there are.
 */
export function searchDeals(others: readonly Contender[], perLine: readonly Contender[], start: Trial, steps: Steps): Trial | undefined {
  const [first] = others;
  if (!first) return start;
  const portions = start.portions.filter((portion) => first.mayTake(portion));
  if (steps.areFewerThan(portions.length * portions.length)) return undefined;
  const apart = start.portions.filter((portion) => !first.mayTake(portion));
  const search = new DealSearch(others.flatMap(({ offers }) => offers.filter((one) => isOf(one, 'mix-and-match'))), perLine, portions, first.terms.minorDigits, steps); // prettier-ignore
  const grants = search.run();
  if (!grants) return undefined;
  const after = applyGrants(portions, grants, { standing: first.standing, stage: first.stage, isThreshold: false });
  return { portions: [...after, ...apart], grants: [...start.grants, ...grants], value: start.value + valueOf(grants) };
}

interface Best {
  readonly value: number;
  /** The deal to make; null for none with the first goods. */
  readonly deal: { readonly offer: MixAndMatchOffer; readonly takes: readonly Take[] } | null;
  readonly next: Best | null;
}

const NOTHING: Best = { value: 0, deal: null, next: null };

type Left = readonly number[];

class DealSearch {
  private readonly known = new Map<string, Best>();
  private readonly perLineValues = new Map<string, number>();
  private isOver = false;

  constructor(
    private readonly offers: readonly Matched<MixAndMatchOffer>[],
    private readonly perLine: readonly Contender[],
    private readonly portions: readonly Portion[],
    private readonly minorDigits: number,
    private readonly steps: Steps,
  ) {}

  /** The deals to make; undefined when the steps did not last. */
  run(): Grant[] | undefined {
    const left = this.portions.map(({ quantity }) => quantity);
    const times = this.offers.map(({ offer }) => offer.timesApplicable ?? Number.MAX_SAFE_INTEGER);
    const grants: Grant[] = [];
    for (let best: Best | null = this.best(left, times); best; best = best.next) if (best.deal) grants.push(this.grantOf(best.deal));
    return this.isOver ? undefined : grants;
  }

  private grantOf({ offer, takes }: NonNullable<Best['deal']>): Grant {
    return { offer, parts: dealParts(offer, takes, 1, this.minorDigits) };
  }

  private best(left: Left, times: readonly number[]): Best {
    const index = left.findIndex((quantity) => quantity > 0);
    if (index < 0 || !this.step()) return NOTHING;
    const key = `${left.join()} ${times.join()}`;
    const known = this.known.get(key);
    if (known) return known;
    const without = this.best(replaced(left, index, 0), times);
    let best: Best = { value: without.value + this.perLineValue(index, left[index] ?? 0), deal: null, next: without };
    this.offers.forEach((matched, place) => {
      const may = times[place] ?? 0;
      if (this.isOver || may === 0 || !matched.lines.has((this.portions[index] as Portion).goods)) return;
      for (const takes of this.dealsWith(matched, index, left)) {
        const own = dealValue(matched.offer, takes, 1, this.minorDigits);
        if (own <= 0) continue;
        const next = this.best(without_(left, takes), replaced(times, place, may === Number.MAX_SAFE_INTEGER ? may : may - 1));
        if (own + next.value > best.value) best = { value: own + next.value, deal: { offer: matched.offer, takes }, next };
      }
    });
    if (!this.isOver) this.known.set(key, best);
    return best;
  }

  private step(): boolean {
    if (!this.isOver && !this.steps.take(this.portions.length)) this.isOver = true;
    return !this.isOver;
  }

  /** What line-by-line offers give on goods in no deal. */
  private perLineValue(index: number, quantity: number): number {
    const portion = this.portions[index];
    if (!portion || this.perLine.length === 0) return 0;
    const key = `${index} ${quantity}`;
    const known = this.perLineValues.get(key);
    if (known !== undefined) return known;
    const rest = { ...portion, quantity, amount: portion.amount - shareOf(portion, portion.quantity - quantity) };
    const value = Math.max(...this.perLine.map((contender) => letTake(contender, untouched([rest])).value));
    this.perLineValues.set(key, value);
    return value;
  }

  /** Every way to fill one deal that has some of the goods at `first` and else only later ones. */
  private *dealsWith(matched: Matched<MixAndMatchOffer>, first: number, left: Left): Generator<Take[]> {
    const { groups } = matched.offer;
    const fill = function* (this: DealSearch, group: number, from: number, need: number, have: readonly number[], takes: readonly Take[]): Generator<Take[]> {
      const wanted = groups[group];
      if (!wanted) {
        if (takes.some((take) => take.index === first)) yield [...takes];
        return;
      }
      if (need === 0) {
        yield* fill.call(this, group + 1, first, groups[group + 1]?.quantity ?? 0, have, takes);
        return;
      }
      for (let index = from; index < this.portions.length && !this.isOver; index += 1) {
        const portion = this.portions[index];
        const line = portion && lineOfGroup(matched, portion, wanted);
        if (!portion || !line) continue;
        for (const quantity of amountsToTake(have[index] ?? 0, need)) {
          if (!this.step()) return;
          const begin = portion.quantity - (have[index] ?? 0);
          const take = { index, portion, line, quantity, amount: shareOf(portion, begin + quantity) - shareOf(portion, begin) };
          yield* fill.call(this, group, index + 1, need - quantity, replaced(have, index, (have[index] ?? 0) - quantity), [...takes, take]);
        }
      }
    }; // prettier-ignore
    yield* fill.call(this, 0, first, groups[0]?.quantity ?? 0, left, []);
  }
}

/** Piece by piece where both are whole pieces; else as much as there is. */
function amountsToTake(left: number, need: number): number[] {
  const most = Math.min(left, need);
  if (most === 0 || left % 1000 !== 0 || need % 1000 !== 0) return most === 0 ? [] : [most];
  return Array.from({ length: most / 1000 }, (_, index) => most - index * 1000);
}

const replaced = (all: readonly number[], index: number, value: number): number[] => all.with(index, value);

function without_(left: Left, takes: readonly Take[]): number[] {
  const next = [...left];
  for (const { index, quantity } of takes) next[index] = (next[index] ?? 0) - quantity;
  return next;
}
