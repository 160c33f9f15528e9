import { allocateDiscounts, type DiscountBasket } from '../discounts/allocate-discounts';
import type { WhyIdle } from '../discounts/cart-discounts';
import type { DecidedRound } from '../discounts/concurrency';
import { letTake, untouched, type Contender } from '../discounts/contender';
import { byUnitPrice, wholeOf, type Goods, type Matched, type Portion } from '../discounts/goods';
import type { Grant, Miss } from '../discounts/grant';
import { matchOffers, whyNotNamed, type NotNamed } from '../discounts/match-offers';
import type { Offer } from '../discounts/offer';

/**
 * Why an offer takes nothing off goods: others on the same goods were better for the customer, or went first and shut it out; its
 * deals were made of other goods; the goods only helped to make a deal; it does not count at all; or as the words say.
 */
export type WhyLost = 'others-give-more' | 'shut-out' | 'used-elsewhere' | 'helped' | 'saves-nothing' | WhyIdle | Miss | NotNamed;

/** Offers in play by why they do not count; those that do are in the basket. */
type IdleOffers = ReadonlyMap<WhyIdle | undefined, readonly Offer[]>;

/** What became of an offer on the goods of one line. */
export interface OfferVerdict {
  readonly offer: Offer;
  /** What it takes off, in minor units; 0 where it lost. */
  readonly amount: number;
  /** Null where it won. */
  readonly why: WhyLost | null;
  /** What it would take off on its own where others won; else 0. */
  readonly wouldGive: number;
  /** The offers that won instead, by id. */
  readonly lostTo: readonly string[];
}

/** Verdicts by line id, of every offer that concerns its goods, by offer id. */
export function explainOffers(basket: DiscountBasket, idle: IdleOffers): ReadonlyMap<string, readonly OfferVerdict[]> {
  const rounds: DecidedRound[] = [];
  allocateDiscounts(basket, (round) => rounds.push(round));
  const goods = basket.goods.filter((one) => one.amount > 0 && one.quantity > 0);
  const history = new History(rounds, goods.map(wholeOf).sort(byUnitPrice));
  const decided = rounds.flatMap((round, at) => round.contenders.flatMap((contender) => contender.offers.map((matched) => history.follow(at, contender, matched)))); // prettier-ignore
  const byLine = goods.map((one) => {
    const verdicts = decided.flatMap((course) => course.verdictOn(one) ?? []);
    const told = new Set(verdicts.map(({ offer }) => offer));
    const unnamed = basket.offers.flatMap((offer) => (told.has(offer) ? [] : lost(offer, whyNotNamed(offer, one))));
    const all = [...verdicts, ...unnamed, ...idleOn(one, idle)];
    return [one.lineId, all.sort((a, b) => (a.offer.offerId < b.offer.offerId ? -1 : 1))] as const;
  });
  return new Map(byLine);
}

const idleOn = (goods: Goods, idle: IdleOffers): OfferVerdict[] =>
  [...idle].flatMap(([why, offers]) => (why ? matchOffers(offers, [goods]).flatMap(({ offer }) => lost(offer, why)) : []));

function lost(offer: Offer, why: WhyLost | undefined): OfferVerdict[] {
  return why === undefined ? [] : [{ offer, amount: 0, why, wouldGive: 0, lostTo: [] }];
}

/** How one offer fared. */
interface Course {
  verdictOn(goods: Goods): OfferVerdict | undefined;
}

/** Who took each of the goods in a round. */
type Winners = ReadonlyMap<Goods, ReadonlySet<string>>;

/** The rounds as they were decided, looked at again offer by offer. What is asked of every line is worked out once. */
class History {
  private readonly winners: readonly Winners[];

  constructor(
    private readonly rounds: readonly DecidedRound[],
    private readonly whole: readonly Portion[],
  ) {
    this.winners = rounds.map(({ grants }) => winnersOf(grants));
  }

  follow(at: number, contender: Contender, matched: Matched): Course {
    const { offer, lines } = matched;
    const round = this.rounds[at] as DecidedRound;
    const misses: Miss[] = [];
    const alone: Contender = { ...contender, offers: [matched], terms: { ...contender.terms, onMiss: (why) => misses.push(why) } };
    const own = takenOff(round.grants.filter((grant) => grant.offer === offer));
    const then = takenOff(letTake(alone, untouched(round.before)).grants);
    // Before the first round nobody has taken anything.
    const free = at === 0 ? then : takenOff(letTake({ ...alone, mayTake: () => true }, untouched(this.whole)).grants);
    const rivals = this.rivalsOf(matched, this.winners.slice(at, at + 1));
    const earlier = this.rivalsOf(matched, this.winners.slice(0, at));
    const isUsed = [own, then, free].some((taken) => taken.size > 0);

    const whyLost = (goods: Goods): Pick<OfferVerdict, 'why' | 'wouldGive' | 'lostTo'> => {
      if (own.has(goods)) return { why: 'helped', wouldGive: 0, lostTo: [] };
      const [now, before] = [then.get(goods) ?? 0, free.get(goods) ?? 0];
      if (now > 0) return { why: 'others-give-more', wouldGive: now, lostTo: rivals(goods) };
      if (before > 0) return { why: 'shut-out', wouldGive: before, lostTo: earlier(goods) };
      return { why: isUsed ? 'used-elsewhere' : (misses[0] ?? 'saves-nothing'), wouldGive: 0, lostTo: [] };
    };
    const verdictOn = (goods: Goods): OfferVerdict | undefined => {
      if (!lines.has(goods)) return undefined;
      const amount = own.get(goods) ?? 0;
      return amount > 0 ? { offer, amount, why: null, wouldGive: 0, lostTo: [] } : { offer, amount, ...whyLost(goods) };
    };
    return { verdictOn };
  }

  /** Who won goods instead of the offer in some of the rounds, or else any others that it names. */
  private rivalsOf({ offer, lines }: Matched, rounds: readonly Winners[]): (goods: Goods) => string[] {
    const without = (ids: Iterable<string>): string[] => [...new Set(ids)].filter((offerId) => offerId !== offer.offerId).sort();
    const on = (goods: Goods): string[] => rounds.flatMap((winners) => [...(winners.get(goods) ?? [])]);
    let onAny: string[] | undefined;
    return (goods) => {
      const onThese = without(on(goods));
      if (onThese.length > 0) return onThese;
      onAny ??= without([...lines.keys()].flatMap(on));
      return onAny;
    };
  }
}

function winnersOf(grants: readonly Grant[]): Winners {
  const winners = new Map<Goods, Set<string>>();
  for (const { offer, parts } of grants) {
    for (const { goods } of parts) winners.set(goods, (winners.get(goods) ?? new Set()).add(offer.offerId));
  }
  return winners;
}

/** What grants take off each of the goods they touch; nothing for those that only help. */
function takenOff(grants: readonly Grant[]): Map<Goods, number> {
  const sums = new Map<Goods, number>();
  for (const { parts } of grants) for (const { goods, discount } of parts) sums.set(goods, discount + (sums.get(goods) ?? 0));
  return sums;
}
