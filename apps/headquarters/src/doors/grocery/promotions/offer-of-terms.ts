import type { OfferLineRow, OfferRow } from '../../../company/offers/offer-fault';
import { KILOGRAM, PIECE } from '../../company-template';
import type { PromotedGoods } from './branch-goods';
import type { Terms } from './terms';

/** What all offers of a promotion have in common. */
export type OfferFrame = Pick<
  OfferRow,
  'legalEntityId' | 'offerId' | 'name' | 'needsCoupon' | 'matchesAllPriceGroups' | 'validFrom' | 'validTo'
>;

/** Products by barcode; what cannot be one is missing. */
export type Products = ReadonlyMap<string, PromotedGoods>;

const DEAL = 'A';
const GIFT = 'G';

/** An offer that gives what terms say, with its lines. The cheapest is meant as the chains mean it: of what is taken together, the cheapest. */
export function offerOfTerms(frame: OfferFrame, terms: Terms, products: Products): { offer: OfferRow; lines: OfferLineRow[] } {
  const offer: OfferRow = {
    ...frame, kind: 'simple', concurrency: 'best-price', priority: null, currency: 'ILS', isEnabled: true, countsNonDiscountable: false, hours: [],
    rewardKind: 'percent', rewardValue: null, tiers: [], dealGroups: [], leastExpensiveCount: null, favours: null, timesApplicable: null,
    tenderTypeIds: [], deliveryModeIds: [], ...givenBy(terms),
  }; // prettier-ignore
  return { offer, lines: linesOf(offer, terms, products) };
}

function givenBy(terms: Terms): Partial<OfferRow> {
  switch (terms.kind) {
    case 'price-each': return { rewardKind: 'price' };
    case 'percent-each': return { rewardValue: terms.rate };
    case 'so-many-for': return { ...dealOf(terms), rewardKind: 'price', rewardValue: terms.price };
    case 'price-from-weight': return { kind: 'quantity', rewardKind: 'price', tiers: [`${terms.minimum} ${terms.perKilogram}`] };
    case 'so-many-percent': return { ...dealOf(terms), rewardValue: terms.rate, timesApplicable: terms.isOnce ? 1 : null };
    case 'cheapest': return { ...dealOf(terms), rewardValue: terms.rate, leastExpensiveCount: 1, favours: 'retailer' };
    case 'amount-off': return { kind: 'threshold', rewardKind: 'amount', tiers: [`${terms.from} ${terms.amount}`] };
    case 'with-gift': return { kind: 'mix-and-match', rewardKind: 'lines', dealGroups: [`${DEAL} ${terms.count}`, `${GIFT} 1`] };
  } // prettier-ignore
}

const dealOf = ({ count }: { readonly count: string }): Partial<OfferRow> => ({ kind: 'mix-and-match', dealGroups: [`${DEAL} ${count}`] });

function linesOf(offer: OfferRow, terms: Terms, products: Products): OfferLineRow[] {
  const gifts = terms.kind === 'with-gift' ? terms.gifts : [];
  const named = [...terms.articles, ...gifts].flatMap((barcode, at) => {
    const product = products.get(barcode);
    return product ? [{ ...product, barcode, isGift: at >= terms.articles.length }] : [];
  });
  const { legalEntityId, offerId, validTo } = offer;
  return named.map(({ productId, isWeighed, barcode, isGift }, index): OfferLineRow => ({
    legalEntityId, offerId, lineNumber: String(index + 1), productId, categoryId: null,
    unitId: offer.kind === 'mix-and-match' || offer.kind === 'quantity' ? (isWeighed ? KILOGRAM : PIECE) : null,
    isExcluded: false, groupId: offer.kind === 'mix-and-match' ? (isGift ? GIFT : DEAL) : null, ...rewardOf(terms, barcode, isGift), validTo,
  })); // prettier-ignore
}

function rewardOf(terms: Terms, barcode: string, isGift: boolean): Pick<OfferLineRow, 'rewardKind' | 'rewardValue'> {
  if (isGift) return { rewardKind: 'percent', rewardValue: '1' };
  if (terms.kind === 'price-each') return { rewardKind: 'price', rewardValue: terms.prices.get(barcode) ?? null };
  return { rewardKind: null, rewardValue: null };
}
