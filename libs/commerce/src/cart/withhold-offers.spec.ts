import { parseRate } from '@app/kernel';
import { aBook, aCartOf, aLine, cartOf, FOREVER, someRules } from '../../test/builders';
import type { SimpleOffer } from '../discounts/offer';
import { explainCart } from '../explain/explain-cart';
import { calculateCart } from '../pricing/calculate-cart';
import { addLine } from './add-line';
import type { Cart } from './cart';
import { discountTotal } from './give-discount';
import { withholdOffers } from './withhold-offers';

const EVERYTHING = { lineNumber: 1, subject: { kind: 'all' }, unitId: null, isExcluded: false, groupId: null, reward: null } as const;
const TENTH: SimpleOffer = {
  ...FOREVER, periods: [], concurrency: 'best-price', priority: 0, needsCoupon: false, countsNonDiscountable: false, kind: 'simple',
  offerId: 'tenth', name: 'A tenth off', reward: { kind: 'percent', rate: parseRate('0.1') }, lines: [EVERYTHING],
}; // prettier-ignore
const rules = someRules();
const by = (reason: string | null) => ({ reason, staffId: 'anna' });
const cart = (): Cart => ({ ...aCartOf({ milk: '2' }), offers: [TENTH] });
const withheld = () => cartOf(withholdOffers(cart(), by('agreed'), rules));
const discountOf = (of: Cart) => calculateCart(of).totals.discount;

describe('offers that somebody withholds', () => {
  it('count on nothing, also not on goods that come later, and say so when asked why', () => {
    expect(discountOf(cart())).toBe(138);
    const more = cartOf(addLine(withheld(), aLine({ lineId: 'line-2', productId: 'wine' }), { ...aBook(), offers: [TENTH] }, rules));
    expect(discountOf(more)).toBe(0);
    expect(explainCart(more).lines.map(({ offers }) => offers.map(({ offer, why }) => [offer.offerId, why]))).toEqual([
      [['tenth', 'withheld']], [['tenth', 'withheld']],
    ]); // prettier-ignore
  });

  it('leave what people take off as it is', () => {
    const given = { reward: { kind: 'percent', rate: parseRate('0.5') }, reason: null, staffId: 'anna', within: { part: parseRate('1'), amount: null } } as const; // prettier-ignore
    expect(discountOf(cartOf(discountTotal(withheld(), given, rules)))).toBe(690);
  });

  it('count again when they are given back; the same again changes nothing', () => {
    expect(cartOf(withholdOffers(withheld(), null, rules))).toEqual(cart());
    expect(withholdOffers(withheld(), by('agreed'), rules).kind).toBe('unchanged');
    expect(withholdOffers(cart(), null, rules).kind).toBe('unchanged');
  });

  it('need a reason where the channel asks for one, and a cart that may change', () => {
    expect(withholdOffers(cart(), by(null), { asksWhy: true })).toMatchObject({ code: 'reason.needed', details: { field: '/reason' } });
    expect(withholdOffers({ ...cart(), status: 'voided' }, by('x'), rules)).toMatchObject({ code: 'cart.not-open' });
  });
});
