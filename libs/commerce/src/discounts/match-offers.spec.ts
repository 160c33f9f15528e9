import { FOREVER } from '../../test/builders';
import { narrowOffer } from './match-offers';
import type { OfferLine, SimpleOffer } from './offer';

const line = (subject: OfferLine['subject'], isExcluded = false): OfferLine => ({ lineNumber: 1, subject, unitId: null, isExcluded, groupId: null, reward: null }); // prettier-ignore
const offer = (...lines: OfferLine[]): SimpleOffer => ({
  kind: 'simple', offerId: 'o', name: 'o', ...FOREVER, periods: [], concurrency: 'best-price', priority: 0, needsCoupon: false,
  countsNonDiscountable: false, reward: { kind: 'percent', rate: 100_000 as never }, lines,
}); // prettier-ignore

const DAIRY = line({ kind: 'category', categoryId: 'dairy' });
const milk = { productId: 'milk', categoryIds: ['milk-drinks', 'dairy', 'food'] };
const wine = { productId: 'wine', categoryIds: ['drinks'] };

describe('an offer for some products', () => {
  it('names the products of its categories, also of those below them', () => {
    expect(narrowOffer(offer(DAIRY), [milk, wine])?.lines.map(({ subject }) => subject)).toEqual([{ kind: 'product', productId: 'milk' }]);
  });

  it('keeps only what concerns them', () => {
    const other = line({ kind: 'product', productId: 'bread' });
    const all = line({ kind: 'all' });
    expect(narrowOffer(offer(other, all, DAIRY), [wine])?.lines).toEqual([all]);
  });

  it('is none when it names none of them, or only excludes', () => {
    expect(narrowOffer(offer(DAIRY), [wine])).toBeUndefined();
    expect(narrowOffer(offer(line({ kind: 'product', productId: 'wine' }, true), DAIRY), [wine])).toBeUndefined();
  });
});
