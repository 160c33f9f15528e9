import { amount, parseUnitPrice } from '@app/kernel';
import fc from 'fast-check';
import { aBook, aCartOf, aCoupon, cartOf, FOREVER, NOON, someRules } from '../../test/builders';
import { calculateCart } from '../pricing/calculate-cart';
import type { PricedBuyer, PricingBook } from '../pricing/pricing-book';
import { addCash } from '../tender/tenders';
import { NO_BUYER, type Buyer } from './buyer';
import type { Cart } from './cart';
import { boughtBy, changeBuyer } from './change-buyer';
import { addCoupon } from './coupons';

const rules = someRules({ usesCustomerTax: true, usesCustomerExemption: true });
const customer = { customerId: 'c1', priceGroupId: null, affiliationIds: [], taxGroupId: null, exemptTaxCodeIds: [] };
const named: Buyer = { ...NO_BUYER, customer };
const row = { productId: 'milk', unitId: 'pcs', ...FOREVER };
const PRICES = [
  { ...row, priceId: 'all', unitPrice: parseUnitPrice('6.90') },
  { ...row, priceId: 'own', unitPrice: parseUnitPrice('5'), customerId: 'c1' },
  { ...row, priceId: 'vip', unitPrice: parseUnitPrice('6'), priceGroupId: 'vip' },
];
const bookOf = (buyer?: PricedBuyer): PricingBook => ({
  ...aBook(),
  prices: new Map([...aBook().prices, ['milk', PRICES]]),
  ...(buyer && { buyer }),
});
const anybody = bookOf();
const ofCustomer = bookOf({ customerId: 'c1', priceGroups: new Map([['vip', 0]]) });
const vip = bookOf({ customerId: null, priceGroups: new Map([['vip', 0]]) });
const milk = aCartOf({ milk: '2' }, anybody, rules);
const buy = (buyer: Buyer, book: PricingBook, cart: Cart = milk) => changeBuyer(cart, boughtBy(cart, buyer), book, rules, NOON);
const gross = (cart: Cart) => calculateCart(cart).totals.gross;

describe('another buyer', () => {
  it('gets their own agreements and those of their groups, and nobody gets them afterwards', () => {
    const own = cartOf(buy(named, ofCustomer));
    expect([gross(own), gross(cartOf(buy({ ...NO_BUYER, affiliationIds: ['vip'] }, vip)))]).toEqual([1000, 1200]);
    const nobody = cartOf(buy(NO_BUYER, anybody, own));
    expect([gross(nobody), nobody.buyer, nobody.taxParty]).toEqual([1380, undefined, undefined]);
  });

  it('is the same buyer when nothing else is said', () => {
    const own = cartOf(buy(named, ofCustomer));
    expect(buy(named, ofCustomer, own)).toEqual({ kind: 'unchanged', cart: own });
  });

  it('pays their taxes; where it ships to stays', () => {
    const taxed = { ...NO_BUYER, customer: { ...customer, exemptTaxCodeIds: ['vat'] } };
    expect(calculateCart(cartOf(buy(taxed, ofCustomer))).totals.tax).toBe(0);
    const shipped = { ...milk, taxParty: { customerTaxGroupId: 'x', exemptTaxCodeIds: [], destinationTaxGroupId: 'there' } };
    expect(boughtBy(shipped, NO_BUYER).taxParty).toEqual({
      customerTaxGroupId: null,
      exemptTaxCodeIds: [],
      destinationTaxGroupId: 'there',
    });
  });

  it('takes coupons along that are for anybody, and leaves those for a named customer', () => {
    const own = cartOf(buy(named, ofCustomer));
    const both = [aCoupon({ needsCustomer: true }), aCoupon({ couponId: 'c2', offerId: 'o2' })].reduce(
      (cart, coupon) => cartOf(addCoupon(cart, coupon, NOON, ofCustomer, rules)),
      own,
    );
    expect(boughtBy(both, NO_BUYER).coupons?.map(({ couponId }) => couponId)).toEqual(['c2']);
    expect(boughtBy(both, { ...named, affiliationIds: ['vip'] }).coupons).toHaveLength(2);
  });

  it('comes before the first payment', () => {
    const paid = cartOf(addCash(milk, { tenderId: 't1', tenderTypeId: 'cash', amount: amount(500) }, rules));
    expect(buy(named, ofCustomer, paid)).toMatchObject({ kind: 'refused', code: 'cart.paid-in-part' });
    expect(buy(named, ofCustomer, { ...milk, status: 'voided' })).toMatchObject({ code: 'cart.not-open' });
  });

  it('pays the same whether named before or after the goods came, and whoever was named between', () => {
    const buyers = fc.constantFrom<readonly [Buyer, PricingBook]>(
      [named, ofCustomer],
      [{ ...NO_BUYER, affiliationIds: ['vip'] }, vip],
      [NO_BUYER, anybody],
    );
    fc.assert(
      fc.property(fc.array(buyers, { minLength: 1, maxLength: 5 }), (several) => {
        const [last, book] = several.at(-1) as readonly [Buyer, PricingBook];
        const after = several.reduce((cart, [buyer, its]) => cartOf(buy(buyer, its, cart)), milk);
        const before = aCartOf({ milk: '2' }, book, rules);
        expect(gross(after)).toBe(gross(before));
        expect(after.buyer ?? NO_BUYER).toEqual(last);
      }),
    );
  });
});
