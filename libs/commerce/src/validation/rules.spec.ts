import { amount, quantity, unitPrice } from '@app/kernel';
import { aCartOf, anEmptyCart, cartOf, minor, someRules } from '../../test/builders';
import { calculateCart } from '../pricing/calculate-cart';
import type { CalculatedCart, CalculatedLine } from '../pricing/calculated-cart';
import { addCash } from '../tender/tenders';
import { whyNotFinished } from './ready-to-finish';
import { brokenRules, VALIDATION_RULES } from './rules';

const paid = calculateCart(
  cartOf(addCash(aCartOf({ milk: '2' }), { tenderId: 't', tenderTypeId: 'cash', amount: minor(1380) }, someRules())),
);
const withTotals = (change: Partial<CalculatedCart['totals']>): CalculatedCart => ({ ...paid, totals: { ...paid.totals, ...change } });
const withLine = (change: Partial<CalculatedLine>, line: Partial<CalculatedLine['line']> = {}): CalculatedCart => ({
  ...paid,
  lines: paid.lines.map((one) => ({ ...one, ...change, line: { ...one.line, ...line } })),
});

const BROKEN: Readonly<Record<string, CalculatedCart>> = {
  'not-empty': withLine({}, { isVoided: true }),
  'business-date-present': { ...paid, cart: { ...paid.cart, businessDate: '' } },
  'gross-is-sum-of-lines': withTotals({ gross: amount(1381) }),
  'discount-is-sum-of-lines': withTotals({ discount: amount(1) }),
  'line-discount-is-sum': withLine({ discount: amount(1) }),
  'line-discount-not-above-amount': withLine({ discounts: [{ kind: 'manual-line', offerId: null, name: null, amount: amount(-1) }] }),
  'net-is-sum-of-lines': withTotals({ net: amount(1) }),
  'net-plus-tax-is-gross': withTotals({ tax: amount(1) }),
  'tax-is-sum-of-taxes': { ...paid, taxes: [] },
  'item-count': withTotals({ itemCount: 3 }),
  'payment-is-sum-of-payments': withTotals({ paid: amount(1) }),
  'paid-exactly': withTotals({ remaining: amount(1) }),
  'rounding-by-cash-only': {
    ...paid,
    cart: { ...paid.cart, tenders: paid.cart.tenders.map((tender) => ({ ...tender, function: 'card', rounding: amount(1) })) },
  },
  'line-net-plus-tax-is-gross': withLine({ net: amount(1) }),
  'line-tax-is-sum-of-taxes': withLine({ taxes: [] }),
  'line-amount-includes-tax': withLine({ amount: amount(1) }),
  'line-has-product': withLine({}, { productId: null }),
  'line-quantity-fits-unit': withLine({}, { quantity: quantity(1500) }),
  'line-price-not-negative': withLine({}, { unitPrice: unitPrice(-1) }),
  'line-sign-of-quantity': withLine({ net: amount(-1) }),
  'line-negative-only-as-return': withLine({}, { quantity: quantity(-2000) }),
  'no-gift-card-return': withLine({}, { kind: 'gift-card', quantity: quantity(-1000) }),
  'one-tax-row-per-code': withLine({ taxes: [...(paid.lines[0]?.taxes ?? []), ...(paid.lines[0]?.taxes ?? [])] }),
};

describe('validation rules', () => {
  it('all hold for what the engine makes', () => {
    expect(brokenRules(paid)).toEqual([]);
    expect(whyNotFinished(paid)).toBeUndefined();
  });

  it.each(VALIDATION_RULES.map((rule) => rule.name))('%s names itself when broken', (name) => {
    const sale = BROKEN[name];
    expect(sale && brokenRules(sale)).toContain(name);
  });
});

describe('a cart that cannot become a sale', () => {
  it('says the first thing that is missing', () => {
    const why = (sale: CalculatedCart) => whyNotFinished(sale)?.code;
    expect(why(calculateCart(anEmptyCart()))).toBe('cart.empty');
    expect(why(calculateCart(aCartOf({ wine: '1' })))).toBe('cart.requirement-open');
    expect(why(calculateCart(aCartOf({ milk: '1' })))).toBe('cart.not-paid');
    expect(why({ ...paid, cart: { ...paid.cart, status: 'voided' } })).toBe('cart.not-open');
    expect(whyNotFinished(withLine({ amount: amount(1) }))).toMatchObject({
      code: 'cart.rule-broken',
      details: { rule: 'line-amount-includes-tax' },
    });
  });
});
