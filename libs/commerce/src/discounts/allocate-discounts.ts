import { amount, type Amount } from '@app/kernel';
import { allocateInStages, type AllocationRules, type Witness } from './concurrency';
import { byUnitPrice, wholeOf, type Goods } from './goods';
import { matchOffers } from './match-offers';
import type { Offer } from './offer';

/** Offers that count, and the goods of a basket. */
export interface DiscountBasket extends AllocationRules {
  readonly goods: readonly Goods[];
  readonly offers: readonly Offer[];
}

/** What an offer takes off a line. */
export interface OfferDiscount {
  readonly offer: Offer;
  readonly amount: Amount;
}

export interface AllocatedDiscounts {
  /** By line id, in the order they were applied; lines without one are not there. */
  readonly byLine: ReadonlyMap<string, readonly OfferDiscount[]>;
  /** The combinations were too many to look at all of them: a better one for the customer may exist. */
  readonly isApproximate: boolean;
}

const NO_DISCOUNTS: AllocatedDiscounts = { byLine: new Map(), isApproximate: false };

/**
 * The discounts of a basket: the best total for the customer that the offers' concurrency and priorities allow, to the minor unit.
 * The same goods and offers come to the same cents in whatever order they are given.
 */
export function allocateDiscounts({ goods, offers, ...rules }: DiscountBasket, witness?: Witness): AllocatedDiscounts {
  const priced = goods.filter((one) => one.amount > 0 && one.quantity > 0);
  const portions = priced.map(wholeOf).sort(byUnitPrice);
  const ordered = [...offers].sort((a, b) => (a.offerId < b.offerId ? -1 : 1));
  const matched = matchOffers(ordered, portions.map((portion) => portion.goods)); // prettier-ignore
  if (matched.length === 0) return NO_DISCOUNTS;
  const { grants, isApproximate } = allocateInStages(matched, portions, rules, witness);
  const byLine = new Map<string, OfferDiscount[]>();
  for (const { offer, parts } of grants)
    for (const { goods: of, discount } of parts) if (discount !== 0) addTo(byLine, of.lineId, { offer, amount: amount(discount) });
  return { byLine, isApproximate };
}

/** An offer's deals are one discount of a line. */
function addTo(byLine: Map<string, OfferDiscount[]>, lineId: string, given: OfferDiscount): void {
  const known = byLine.get(lineId) ?? [];
  const same = known.find(({ offer }) => offer.offerId === given.offer.offerId);
  const merged = same && { offer: same.offer, amount: amount(same.amount + given.amount) };
  byLine.set(lineId, merged ? known.map((one) => (one === same ? merged : one)) : [...known, given]);
}
