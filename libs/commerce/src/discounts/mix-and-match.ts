import { dealParts, type Take } from './deal';
import { valueOf, type Allocate, type AllocationTerms, type Grant } from './grant';
import { byUnitPrice, Shelf, type Matched, type Portion } from './goods';
import type { DealGroup, MixAndMatchOffer, OfferLine } from './offer';
import { namedBy, type Placed } from './whole-goods';

/** Deals of one offer alone: the dearest goods first, or the cheapest where the offer favours the retailer. */
export const allocateMixAndMatch: Allocate<MixAndMatchOffer> = (matched, portions, terms) => {
  const { offer } = matched;
  const sign = favoursRetailer(offer) ? -1 : 1;
  const placed = namedBy(matched, portions).sort((a, b) => sign * byUnitPrice(a.portion, b.portion));
  const deals = repeatDeal(matched, placed, portions, offer.timesApplicable ?? Number.MAX_SAFE_INTEGER);
  if (favoursRetailer(offer)) return asOne(offer, deals, terms);
  const grants = deals.map(({ takes, times }) => ({ offer, parts: dealParts(offer, takes, times, terms.minorDigits) }));
  const end = grants.findIndex((grant) => valueOf([grant]) <= 0);
  return end < 0 ? grants : grants.slice(0, end);
};

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
  let left = most;
  let open = placed;
  while (left > 0) {
    open = open.filter(({ index }) => shelf.left(index) > 0);
    const wanted = fillDeal(matched, open, (index) => shelf.left(index));
    if (!wanted) break;
    const times = Math.min(
      left,
      howOften(wanted, (index) => shelf.left(index)),
    );
    const takes = wanted.map(({ index, portion, line, quantity }) => {
      return { index, portion, line, quantity: quantity * times, amount: shelf.take(index, quantity * times) };
    });
    deals.push({ takes, times });
    left -= times;
  }
  return deals;
}

type Wanted = Omit<Take, 'amount'>;

/** Goods for one deal, in the order given; undefined when a group cannot be filled. */
function fillDeal(matched: Matched<MixAndMatchOffer>, placed: readonly Placed[], leftOf: (index: number) => number): Wanted[] | undefined {
  const used = new Map<number, number>();
  const wanted: Wanted[] = [];
  for (const group of groupsByChoice(matched, placed)) {
    let open = group.quantity as number;
    for (const { index, portion } of placed) {
      const line = lineOfGroup(matched, portion, group);
      if (!line) continue;
      const quantity = Math.min(open, leftOf(index) - (used.get(index) ?? 0));
      if (quantity <= 0) continue;
      used.set(index, quantity + (used.get(index) ?? 0));
      wanted.push({ index, portion, line, quantity });
      open -= quantity;
      if (open === 0) break;
    }
    if (open > 0) return undefined;
  }
  return wanted;
}

/** A group with fewer goods to choose from goes first, so that another does not take what only this one can use. */
function groupsByChoice(matched: Matched<MixAndMatchOffer>, placed: readonly Placed[]): readonly DealGroup[] {
  const { groups } = matched.offer;
  if (groups.length === 1) return groups;
  const choice = (group: DealGroup): number => placed.filter(({ portion }) => lineOfGroup(matched, portion, group)).length;
  return groups.map((group) => ({ group, choice: choice(group) })).sort((a, b) => a.choice - b.choice).map(({ group }) => group); // prettier-ignore
}

/** How the goods belong to the group. Of several lines the one with the lowest number. */
export function lineOfGroup(matched: Matched<MixAndMatchOffer>, portion: Portion, { groupId }: DealGroup): OfferLine | undefined {
  const lines = matched.lines.get(portion.goods) ?? [];
  return lines.find((line) => line.groupId === groupId);
}

function howOften(wanted: readonly Wanted[], leftOf: (index: number) => number): number {
  const needs = new Map<number, number>();
  for (const { index, quantity } of wanted) needs.set(index, quantity + (needs.get(index) ?? 0));
  let times = Number.MAX_SAFE_INTEGER;
  for (const [index, need] of needs) times = Math.min(times, Math.floor(leftOf(index) / need));
  return Math.max(1, times);
}

/** The retailer gives away the cheapest of all goods that make deals, however they were put together. */
function asOne(offer: MixAndMatchOffer, deals: readonly EqualDeals[], { minorDigits }: AllocationTerms): Grant[] {
  const takes = deals.flatMap((deal) => deal.takes);
  const times = deals.reduce((sum, deal) => sum + deal.times, 0);
  const grant = { offer, parts: dealParts(offer, takes, times, minorDigits) };
  return valueOf([grant]) > 0 ? [grant] : [];
}
