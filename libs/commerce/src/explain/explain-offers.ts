import { allocateDiscounts, type DiscountBasket } from '../discounts/allocate-discounts';
import type { DecidedRound } from '../discounts/concurrency';
import { letTake, untouched, type Contender, type Trial } from '../discounts/contender';
import { byUnitPrice, wholeOf, type Goods, type Matched, type Portion } from '../discounts/goods';
import type { Grant, Miss } from '../discounts/grant';
import { matchOffers, whyNotNamed, type NotNamed } from '../discounts/match-offers';
import type { Offer } from '../discounts/offer';

/**
 * Why an offer takes nothing off goods: others on the same goods were better for the customer, or went first and shut it out; its
 * deals were made of other goods; the goods only helped to make a deal; a coupon is not there; or as the words say.
 */
export type WhyLost = 'others-give-more' | 'shut-out' | 'used-elsewhere' | 'helped' | 'needs-coupon' | 'saves-nothing' | Miss | NotNamed;

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

/** Verdicts by line id, of every offer that concerns its goods, by offer id. Offers without their coupon are told apart. */
export function explainOffers(basket: DiscountBasket, withoutCoupon: readonly Offer[]): ReadonlyMap<string, readonly OfferVerdict[]> {
  const rounds: DecidedRound[] = [];
  allocateDiscounts(basket, (round) => rounds.push(round));
  const goods = basket.goods.filter((one) => one.amount > 0 && one.quantity > 0);
  const history = new History(rounds, goods.map(wholeOf).sort(byUnitPrice));
  const decided = rounds.flatMap((round, at) => round.contenders.flatMap((contender) => contender.offers.map((matched) => history.follow(at, contender, matched)))); // prettier-ignore
  const byLine = goods.map((one) => {
    const verdicts = decided.flatMap((course) => course.verdictOn(one) ?? []);
    const unnamed = basket.offers.flatMap((offer) => lost(offer, whyNotNamed(offer, one)));
    const locked = matchOffers(withoutCoupon, [one]).flatMap(({ offer }) => lost(offer, 'needs-coupon'));
    const all = [...verdicts, ...unnamed, ...locked];
    return [one.lineId, all.sort((a, b) => (a.offer.offerId < b.offer.offerId ? -1 : 1))] as const;
  });
  return new Map(byLine);
}

function lost(offer: Offer, why: WhyLost | undefined): OfferVerdict[] {
  return why === undefined ? [] : [{ offer, amount: 0, why, wouldGive: 0, lostTo: [] }];
}

/** How one offer fared. */
interface Course {
  verdictOn(goods: Goods): OfferVerdict | undefined;
}

/** The rounds as they were decided, looked at again offer by offer. */
class History {
  constructor(
    private readonly rounds: readonly DecidedRound[],
    private readonly whole: readonly Portion[],
  ) {}

  follow(at: number, contender: Contender, matched: Matched): Course {
    const { offer } = matched;
    const round = this.rounds[at] as DecidedRound;
    const own = round.grants.filter((grant) => grant.offer === offer);
    const misses: Miss[] = [];
    const alone: Contender = { ...contender, offers: [matched], terms: { ...contender.terms, onMiss: (why) => misses.push(why) } };
    const then = letTake(alone, untouched(round.before));
    const free = letTake({ ...alone, mayTake: () => true }, untouched(this.whole));
    const verdictOn = (goods: Goods): OfferVerdict | undefined => {
      if (!matched.lines.has(goods)) return undefined;
      const amount = offOn(own, goods);
      if (amount > 0) return { offer, amount, why: null, wouldGive: 0, lostTo: [] };
      return { offer, amount, ...this.whyLost({ at, matched, goods, then, free, own, miss: misses[0] }) };
    };
    return { verdictOn };
  }

  private whyLost({ at, matched, goods, then, free, own, miss }: Fate): Pick<OfferVerdict, 'why' | 'wouldGive' | 'lostTo'> {
    const plain = (why: WhyLost) => ({ why, wouldGive: 0, lostTo: [] });
    if (own.some(({ parts }) => parts.some((part) => part.goods === goods))) return plain('helped');
    const rivals = this.winnersOn(matched, goods, at, at);
    if (offOn(then.grants, goods) > 0) return { why: 'others-give-more', wouldGive: offOn(then.grants, goods), lostTo: rivals };
    const earlier = this.winnersOn(matched, goods, 0, at - 1);
    if (offOn(free.grants, goods) > 0) return { why: 'shut-out', wouldGive: offOn(free.grants, goods), lostTo: earlier };
    if (own.length > 0 || then.value > 0 || free.value > 0) return plain('used-elsewhere');
    return plain(miss ?? 'saves-nothing');
  }

  /** Who won these goods in some of the rounds, or else any others the offer names. */
  private winnersOn({ offer, lines }: Matched, goods: Goods, from: number, to: number): string[] {
    const grants = this.rounds.slice(from, to + 1).flatMap((round) => round.grants.filter((grant) => grant.offer !== offer));
    const winners = (isMeant: (goods: Goods) => boolean): string[] =>
      grants.filter(({ parts }) => parts.some((part) => isMeant(part.goods))).map((grant) => grant.offer.offerId);
    const onThese = winners((one) => one === goods);
    return [...new Set(onThese.length > 0 ? onThese : winners((one) => lines.has(one)))].sort();
  }
}

interface Fate {
  readonly at: number;
  readonly matched: Matched;
  readonly goods: Goods;
  /** Alone on what was left when its round began, and on all goods as they came. */
  readonly then: Trial;
  readonly free: Trial;
  readonly own: readonly Grant[];
  readonly miss: Miss | undefined;
}

const offOn = (grants: readonly Grant[], goods: Goods): number =>
  grants.flatMap(({ parts }) => parts).reduce((sum, part) => (part.goods === goods ? sum + part.discount : sum), 0);
