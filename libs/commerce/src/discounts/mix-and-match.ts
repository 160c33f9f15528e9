import { dealParts, dealValue, type Take } from './deal';
import { valueOf, type Allocate, type AllocationTerms, type Grant } from './grant';
import { byUnitPrice, Shelf, type Matched, type Portion } from './goods';
import type { DealGroup, MixAndMatchOffer, OfferLine } from './offer';
import { namedBy, type Placed } from './whole-goods';

/** Deals of one offer alone: the dearest goods first, or the cheapest where the offer favours the retailer. */
export const allocateMixAndMatch: Allocate<MixAndMatchOffer> = (matched, portions, terms) => {
  const { offer } = matched;
  const deals = dealsOf(matched, portions);
  if (deals.length === 0) terms.onMiss?.('goods-missing');
  if (favoursRetailer(offer)) return asOne(offer, deals, terms);
  return worthwhile(offer, deals, terms).map(({ takes, times }) => ({ offer, parts: dealParts(offer, takes, times, terms.minorDigits) }));
};

/** What `allocateMixAndMatch` takes off together; it shares nothing out, so that many offers can be compared. */
export function mixAndMatchValue(matched: Matched<MixAndMatchOffer>, portions: readonly Portion[], terms: AllocationTerms): number {
  const { offer } = matched;
  const deals = dealsOf(matched, portions);
  if (favoursRetailer(offer)) return valueOf(asOne(offer, deals, terms));
  return worthwhile(offer, deals, terms).reduce((sum, { takes, times }) => sum + dealValue(offer, takes, times, terms.minorDigits), 0);
}

function dealsOf(matched: Matched<MixAndMatchOffer>, portions: readonly Portion[]): EqualDeals[] {
  const { offer } = matched;
  const sign = favoursRetailer(offer) ? -1 : 1;
  const placed = namedBy(matched, portions).sort((a, b) => sign * byUnitPrice(a.portion, b.portion));
  return repeatDeal(matched, placed, portions, offer.timesApplicable ?? Number.MAX_SAFE_INTEGER);
}

/** Deals are made while they save something. */
function worthwhile(offer: MixAndMatchOffer, deals: readonly EqualDeals[], { minorDigits }: AllocationTerms): readonly EqualDeals[] {
  const end = deals.findIndex(({ takes, times }) => dealValue(offer, takes, times, minorDigits) <= 0);
  return end < 0 ? deals : deals.slice(0, end);
}

export const favoursRetailer = ({ deal }: MixAndMatchOffer): boolean => deal.kind === 'least-expensive' && deal.favours === 'retailer';

interface EqualDeals {
  readonly takes: readonly Take[];
  readonly times: number;
}

/** Deal after deal, equal ones at once, while the goods last. */
function repeatDeal(
  matched: Matched<MixAndMatchOffer>,
  placed: readonly Placed[],
  portions: readonly Portion[],
  most: number,
): EqualDeals[] {
  const shelf = new Shelf(portions);
  const deals: EqualDeals[] = [];
  const leftOf = (index: number): number => shelf.left(index);
  const choices = matched.offer.groups.map((group) => choiceOf(matched, group, placed));
  let left = most;
  while (left > 0) {
    const wanted = fillDeal(choices, leftOf);
    if (!wanted) break;
    const times = Math.min(left, howOften(wanted, leftOf));
    const takes = wanted.map(({ index, portion, line, quantity }) => {
      return { index, portion, line, quantity: quantity * times, amount: shelf.take(index, quantity * times) };
    });
    deals.push({ takes, times });
    left -= times;
  }
  return deals;
}

type Wanted = Omit<Take, 'amount'>;

/** What a group may be filled with, in the order it is taken. It shrinks as goods are spent, so that each is looked at a few times only. */
interface Choice {
  readonly group: DealGroup;
  readonly goods: readonly Omit<Wanted, 'quantity'>[];
  /** Goods before it are spent. */
  first: number;
}

function choiceOf(matched: Matched<MixAndMatchOffer>, group: DealGroup, placed: readonly Placed[]): Choice {
  const goods: Omit<Wanted, 'quantity'>[] = [];
  for (const { index, portion } of placed) {
    const line = lineOfGroup(matched, portion, group);
    if (line) goods.push({ index, portion, line });
  }
  return { group, goods, first: 0 };
}

/** How many goods are left to fill a group with. */
function countOf({ goods, first }: Choice, leftOf: (index: number) => number): number {
  let count = 0;
  for (let at = first; at < goods.length; at += 1) if (leftOf(goods[at]?.index ?? 0) > 0) count += 1;
  return count;
}

/**
 * Goods for one deal; undefined when a group cannot be filled. A group with fewer goods to choose from goes first, so that another does
 * not take what only this one can use.
 */
function fillDeal(choices: readonly Choice[], leftOf: (index: number) => number): Wanted[] | undefined {
  const wanted: Wanted[] = [];
  for (const choice of fewestFirst(choices, leftOf)) {
    const { group, goods } = choice;
    while (choice.first < goods.length && leftOf(goods[choice.first]?.index ?? 0) === 0) choice.first += 1;
    let open = group.quantity as number;
    for (let at = choice.first; at < goods.length && open > 0; at += 1) {
      const one = goods[at] as Choice['goods'][number];
      const quantity = Math.min(open, leftOf(one.index) - wantedOf(wanted, one.index));
      if (quantity <= 0) continue;
      wanted.push({ index: one.index, portion: one.portion, line: one.line, quantity });
      open -= quantity;
    }
    if (open > 0) return undefined;
  }
  return wanted;
}

function fewestFirst(choices: readonly Choice[], leftOf: (index: number) => number): readonly Choice[] {
  if (choices.length === 1) return choices;
  const counted = choices.map((choice) => ({ choice, count: countOf(choice, leftOf) }));
  return counted.sort((a, b) => a.count - b.count).map(({ choice }) => choice);
}

/** How the goods belong to the group. Of several lines the one with the lowest number. */
export function lineOfGroup(matched: Matched<MixAndMatchOffer>, portion: Portion, { groupId }: DealGroup): OfferLine | undefined {
  const lines = matched.lines.get(portion.goods) ?? [];
  return lines.find((line) => line.groupId === groupId);
}

/** How much of a portion a deal needs; two groups may take of the same one. */
function wantedOf(wanted: readonly Wanted[], index: number): number {
  let sum = 0;
  for (const one of wanted) if (one.index === index) sum += one.quantity;
  return sum;
}

function howOften(wanted: readonly Wanted[], leftOf: (index: number) => number): number {
  let times = Number.MAX_SAFE_INTEGER;
  for (const { index } of wanted) times = Math.min(times, Math.floor(leftOf(index) / wantedOf(wanted, index)));
  return Math.max(1, times);
}

/** The retailer gives away the cheapest of all goods that make deals, however they were put together. */
function asOne(offer: MixAndMatchOffer, deals: readonly EqualDeals[], { minorDigits }: AllocationTerms): Grant[] {
  const takes = deals.flatMap((deal) => deal.takes);
  const times = deals.reduce((sum, deal) => sum + deal.times, 0);
  const grant = { offer, parts: dealParts(offer, takes, times, minorDigits) };
  return valueOf([grant]) > 0 ? [grant] : [];
}
