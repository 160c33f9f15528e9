import { parseRate } from '@app/kernel';
import { aBook, aCartOf, cartOf, FOREVER, minor, someRules } from '../../test/builders';
import type { Cart } from '../cart/cart';
import type { TenderOffer } from '../discounts/offer';
import { calculateCart } from '../pricing/calculate-cart';
import { whyNotFinished } from '../validation/ready-to-finish';
import { intendTender } from './intended-tender';
import { addApproved, addCash } from './tenders';

const tenthByCard: TenderOffer = {
  ...FOREVER, periods: [], concurrency: 'best-price', priority: 0, needsCoupon: false, countsNonDiscountable: false, kind: 'tender',
  offerId: 'by-card', name: 'By card', tenderTypeIds: ['card'], tiers: [{ minimumAmount: minor(0), reward: { kind: 'percent', rate: parseRate('0.1') } }],
  lines: [{ lineNumber: 1, subject: { kind: 'product', productId: 'milk' }, unitId: null, isExcluded: false, groupId: null, reward: null }],
}; // prettier-ignore
const rules = someRules();
const milk = aCartOf({ milk: '1' }, { ...aBook(), offers: [tenthByCard] });
const intend = (tenderTypeId: string | null, cart: Cart = milk) => intendTender(cart, tenderTypeId, rules);
const cash = (amount: number) => ({ tenderId: 't1', tenderTypeId: 'cash', amount: minor(amount) });
const byCard = (cart: Cart, amount: number) =>
  cartOf(addApproved(cart, { ...cash(amount), tenderId: 't2', attemptId: 'a1', authorization: null, cardLastDigits: null, giftCardNumber: null }, { tenderTypeId: 'card', function: 'card' })); // prettier-ignore
const due = (cart: Cart) => calculateCart(cart).totals.due;

describe('what the customer means to pay with', () => {
  it('shows what it gives, and takes it back', () => {
    const byTheirCard = cartOf(intend('card'));
    expect([due(milk), due(byTheirCard), due(cartOf(intend(null, byTheirCard)))]).toEqual([690, 621, 690]);
    expect(due(cartOf(intend('cash')))).toBe(690);
    expect(intend('card', byTheirCard).kind).toBe('unchanged');
  });

  it('is a tender of the store', () => {
    expect(intend('shells')).toMatchObject({ code: 'tender.unknown', details: { field: '/tenderTypeId' } });
  });

  it('is what is taken: another payment waits until they mean another one', () => {
    const byTheirCard = cartOf(intend('card'));
    expect(addCash(byTheirCard, cash(621), rules)).toMatchObject({ code: 'tender.not-intended', details: { offerId: 'by-card' } });
    expect(addCash(cartOf(intend(null, byTheirCard)), cash(690), rules).kind).toBe('changed');
    expect(whyNotFinished(calculateCart(byCard(byTheirCard, 621)))).toBeUndefined();
  });

  it('binds nobody where no offer depends on it', () => {
    const wine = aCartOf({ wine: '1' }, { ...aBook(), offers: [tenthByCard] });
    expect(addCash(cartOf(intend('card', wine)), cash(3990), rules).kind).toBe('changed');
  });

  it('is not what was not paid with, whoever says so later', () => {
    const part = cartOf(addCash(milk, cash(300), rules));
    expect(intend('card', part)).toMatchObject({ code: 'cart.paid-in-part' });
    const late = byCard({ ...part, intendedTenderTypeId: 'card' }, 321);
    expect(whyNotFinished(calculateCart(late))).toMatchObject({ code: 'tender.not-intended' });
  });
});
