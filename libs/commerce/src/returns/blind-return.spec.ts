import { parseUnitPrice } from '@app/kernel';
import { aBook, aCartOf, aLine, anEmptyCart, aProduct, cartOf, count, FOREVER, minor, NOON, someRules } from '../../test/builders';
import type { NewLine } from '../cart/new-line';
import { addLine } from '../cart/add-line';
import type { Cart } from '../cart/cart';
import { calculateCart } from '../pricing/calculate-cart';
import type { PriceRow, PricingBook } from '../pricing/pricing-book';
import { reprice } from '../pricing/reprice';
import { addCash } from '../tender/tenders';
import { brokenRules } from '../validation/rules';
import { addBlindReturn, type ReturnLimits } from './blind-return';

const DAY_MS = 86_400_000;
const NO_LIMITS: ReturnLimits = { line: null, total: null };
const GIVEN = { reason: 'damaged', reference: 'order 4711', staffId: 'anna' };
const row = (priceId: string, price: string, validFrom: string, validTo: string = FOREVER.validTo): PriceRow => ({
  priceId, productId: 'milk', unitId: 'pcs', unitPrice: parseUnitPrice(price), validFrom, validTo,
}); // prettier-ignore
const bookOf = (...rows: PriceRow[]): PricingBook => ({ ...aBook(), prices: new Map([['milk', rows]]) });

function back(
  given: Partial<NewLine> = {}, book = aBook(), { cart = anEmptyCart(), rules = someRules(), limits = NO_LIMITS } = {},
) { return addBlindReturn(cart, [aLine(given)], GIVEN, book, rules, limits); } // prettier-ignore

describe('goods without a receipt', () => {
  it('go back for what they cost now, with the tax of now, and are refunded like a return by receipt', () => {
    const sold = calculateCart(aCartOf({ milk: '2' })).totals;
    const cart = cartOf(back({ quantity: count('2') }));
    expect(calculateCart(cart).totals).toMatchObject({ net: -sold.net, tax: -sold.tax, gross: -sold.gross });
    expect(calculateCart(cart).requirements).toEqual([]);
    const paid = cartOf(addCash(cart, { tenderId: 't', tenderTypeId: 'cash', amount: minor(-1380) }, someRules()));
    expect(calculateCart(paid).totals.remaining).toBe(0);
    expect(brokenRules(calculateCart(paid))).toEqual([]);
  });

  it('go back for the lowest price of the days, to the day', () => {
    const offered = row('sale', '5.00', '2026-07-20', '2026-07-22');
    const book = bookOf(row('now', '6.90', '2026-01-01'), offered);
    const priceAt = (days: number) => {
      const cart = cartOf(back({ at: Date.parse('2026-07-22T20:00:00Z') + days * DAY_MS }, book));
      return calculateCart(cart).totals.gross;
    };
    expect([priceAt(29), priceAt(30), priceAt(31)]).toEqual([-500, -500, -690]);
  });

  it('are worth nothing of a price that was there and never counted', () => {
    const book = bookOf(row('list', '4.00', '2026-01-01'), row('newer', '6.90', '2026-02-01'));
    expect(calculateCart(cartOf(back({}, book))).totals.gross).toBe(-690);
  });

  it('go back by weight, by their label, and for a keyed price where prices are keyed', () => {
    expect(calculateCart(cartOf(back({ productId: 'apples', weight: count('0.500') }))).totals.gross).toBe(-445);
    const labelled = { productId: 'apples', entry: 'price-label', labelAmount: minor(1_000) } as const;
    expect(calculateCart(cartOf(back(labelled))).totals.gross).toBe(-1_000);
    const keyed = back({ productId: 'repair', unitPrice: parseUnitPrice('12.50') });
    expect(calculateCart(cartOf(keyed)).totals.gross).toBe(-1_250);
  });

  it('come back also when nobody may buy them any more, and ask nobody’s age', () => {
    const book = aBook({}, [aProduct({ productId: 'wine', isBlocked: true, minimumAge: 18 })]);
    expect(calculateCart(cartOf(back({ productId: 'wine' }, book))).requirements).toEqual([]);
  });

  it('keep what was said when the basket is priced anew, and cannot be changed', () => {
    const rules = someRules({ repricesOpenBaskets: true });
    const cart = cartOf(back());
    const dearer = aBook({ milk: '9.90' });
    expect(reprice(cart, dearer, rules, NOON).lines[0]).toEqual(cart.lines[0]);
  });

  it.each<[string, Partial<NewLine>, object]>([
    ['return.no-price', { unitId: 'box' }, {}],
    ['line.quantity-invalid', { productId: 'apples' }, {}],
    ['line.price-invalid', { productId: 'repair' }, {}],
    ['product.unknown', { productId: 'nothing' }, {}],
    ['line.quantity-invalid', { quantity: count('0.5') }, {}],
    ['return.receipt-needed', {}, { rules: someRules({ blindReturnDays: 0 }) }],
    ['return.line-limit', { quantity: count('2') }, { limits: { line: minor(1_379), total: null } }],
    ['return.total-limit', { quantity: count('2') }, { limits: { line: minor(1_380), total: minor(1_379) } }],
  ])('are refused with %s', (code, given, place) => {
    expect(back(given, aBook(), place)).toMatchObject({ kind: 'refused', code });
  });

  it('count together towards the limit of a transaction, whatever else is in it', () => {
    const limits = { line: minor(700), total: minor(1_000) };
    const one = cartOf(back({}, aBook(), { limits }));
    expect(back({ lineId: 'line-2' }, aBook(), { cart: one, limits })).toMatchObject({
      code: 'return.total-limit',
      details: { maximum: '10.00' },
    });
    expect(back({}, aBook(), { cart: one, limits })).toEqual({ kind: 'unchanged', cart: one });
  });
});

describe('an exchange', () => {
  const mixed = (cart: Cart, rules = someRules()) =>
    addLine(cart, aLine({ lineId: 'new', productId: 'apples', weight: count('1') }), aBook(), rules);

  it('pays the difference in one transaction', () => {
    expect(calculateCart(cartOf(mixed(cartOf(back())))).totals).toMatchObject({ gross: 890 - 690, itemCount: 2 });
  });

  it('is two transactions where the store says so', () => {
    const rules = someRules({ prohibitsMixedBaskets: true });
    expect(mixed(cartOf(back({}, aBook(), { rules })), rules)).toMatchObject({ code: 'cart.mixing-prohibited' });
    const sale = aCartOf({ apples: '1' });
    expect(back({ lineId: 'back' }, aBook(), { cart: sale, rules })).toMatchObject({ code: 'cart.mixing-prohibited' });
  });
});
