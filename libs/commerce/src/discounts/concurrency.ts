import { compounding, untouched, type Contender, type Trial } from './contender';
import { contest } from './contest';
import type { AllocationTerms, Grant } from './grant';
import type { Matched, Portion } from './goods';
import { rankOf, type Rank } from './kinds';
import type { ConcurrencyControl } from './offer';
import { separate } from './separate';
import { MOST_STEPS, Steps } from './steps';

/** What a whole allocation goes by. */
export interface AllocationRules extends Omit<AllocationTerms, 'apart'> {
  readonly control: ConcurrencyControl;
}

export interface Allocated {
  readonly grants: readonly Grant[];
  /** All goods, as they stand and what they cost afterwards. */
  readonly portions: readonly Portion[];
  readonly isApproximate: boolean;
}

/** Offers of one priority: those that look at goods, at the whole sale, or at how it is paid. */
interface Stage {
  readonly level: Level;
  readonly index: number;
  readonly offers: readonly Matched[];
}

/** A part of a stage: offers that may compete with each other for goods. */
interface Round {
  readonly stage: Stage;
  readonly isExclusive: boolean;
  /** After those that compete: what favours the retailer. */
  readonly isLate: boolean;
  readonly offers: readonly Matched[];
}

/** Offers that were decided together: how goods stood before, and what each of the contenders came to. */
export interface DecidedRound {
  readonly contenders: readonly Contender[];
  readonly before: readonly Portion[];
  readonly grants: readonly Grant[];
}

/** Told of every round as it is decided, by whoever wants to explain it. */
export type Witness = (round: DecidedRound) => void;

const LEVELS = ['goods', 'sale', 'tender'] as const;
type Level = (typeof LEVELS)[number];
const LEVEL_OF: Readonly<Record<Rank, Level>> = { competing: 'goods', retailer: 'goods', threshold: 'sale', tender: 'tender' };

/**
 * All offers on all goods, stage by stage: first those that look at goods, from the highest priority to the lowest, then those that
 * look at the whole sale, likewise. Within a stage the exclusive ones go first, then best-price and compounded ones compete; offers
 * that favour the retailer come after those that compete (field notes 5.4; the reference's notes on concurrency mode and on
 * concurrency control models).
 */
export function allocateInStages(
  matched: readonly Matched[],
  portions: readonly Portion[],
  rules: AllocationRules,
  witness?: Witness,
): Allocated {
  const rounds = stagesOf(matched).flatMap(roundsOf);
  return rounds.reduce<Allocated>(
    (before, round) => {
      const ended = runRound(round, before.portions, rules, Math.floor(MOST_STEPS / rounds.length));
      witness?.({ contenders: ended.contenders, before: before.portions, grants: ended.grants });
      const { portions: left, grants, isApproximate } = ended;
      return { portions: left, grants: [...before.grants, ...grants], isApproximate: before.isApproximate || isApproximate };
    },
    { grants: [], portions, isApproximate: false },
  );
}

function stagesOf(matched: readonly Matched[]): Stage[] {
  const priorities = [...new Set(matched.map(({ offer }) => offer.priority))].sort((a, b) => b - a);
  const stages = LEVELS.flatMap((level) =>
    priorities.map((priority) => ({
      level,
      offers: matched.filter(({ offer }) => LEVEL_OF[rankOf(offer)] === level && offer.priority === priority),
    })),
  );
  return stages.filter(({ offers }) => offers.length > 0).map((stage, index) => ({ ...stage, index }));
}

function roundsOf(stage: Stage): Round[] {
  const rounds = [true, false].flatMap((isExclusive) => {
    const offers = stage.offers.filter(({ offer }) => (offer.concurrency === 'exclusive') === isExclusive);
    return [false, true].map((isLate) => ({ stage, isExclusive, isLate, offers: offers.filter((one) => (rankOf(one.offer) === 'retailer') === isLate) }));
  });
  return rounds.filter(({ offers }) => offers.length > 0);
} // prettier-ignore

/** Offers that share no goods are decided apart, so that the work grows with the basket and not with its combinations. */
function runRound(
  round: Round,
  portions: readonly Portion[],
  rules: AllocationRules,
  most: number,
): Allocated & Pick<DecidedRound, 'contenders'> {
  const groups = separate(round.offers).map((offers) => contendersOf(round, offers, rules));
  const contested = groups.filter((contenders) => contenders.length > 1).length;
  let trial: Trial = untouched(portions);
  let isApproximate = false;
  for (const contenders of groups) {
    const own = contest(contenders, trial.portions, new Steps(Math.floor(most / Math.max(1, contested))));
    trial = { ...own.trial, grants: [...trial.grants, ...own.trial.grants] };
    isApproximate ||= own.isApproximate;
  }
  return { grants: trial.grants, portions: trial.portions, isApproximate, contenders: groups.flat() };
}

/** Exclusive and best-price offers stand alone; what compounds within the priority is one contender together. */
function contendersOf(round: Round, offers: readonly Matched[], { control, minorDigits, tenderTypeId }: AllocationRules): Contender[] {
  const terms = { minorDigits, tenderTypeId };
  const { index } = round.stage;
  const contender = (of: readonly Matched[], compounds: boolean): Contender => ({
    id: of[0]?.offer.offerId ?? '',
    offers: of,
    standing: compounds ? 'open' : 'closed',
    stage: index,
    terms,
    mayTake: compounds ? mayCompound(round, control) : ({ standing }) => standing === 'free',
  });
  if (round.isExclusive) return offers.map((one) => contender([one], false));
  if (control === 'compound-across') return offers.map((one) => contender([one], true));
  const compounded = compounding(offers.filter(({ offer }) => offer.concurrency === 'compounded'));
  const single = offers.filter(({ offer }) => offer.concurrency === 'best-price').map((one) => contender([one], false));
  return compounded.length === 0 ? single : [...single, contender(compounded, true)];
}

/**
 * What an offer that compounds may come on top of. Across priorities: whatever was not shut out at another one. Within: nothing of
 * another priority; a threshold on top of any compounded offer on goods, whatever its priority, but of no other priority's threshold.
 */
function mayCompound({ stage: { level, index }, isLate }: Round, control: ConcurrencyControl): Contender['mayTake'] {
  if (control === 'compound-across' || level === 'tender')
    return ({ standing, stage }) => standing === 'free' || (standing === 'open' && stage < index);
  if (level === 'sale') return ({ standing, hasThreshold }) => standing === 'free' || (standing === 'open' && !hasThreshold);
  return ({ standing, stage }) => standing === 'free' || (isLate && standing === 'open' && stage === index);
}
