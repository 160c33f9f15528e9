import { amount, parseQuantity, parseRate, parseUnitPrice, quantity } from '@app/kernel';
import fc from 'fast-check';
import { aBook, aCartOf, aLine, anEmptyCart, aProduct, cartOf, count, FOREVER, NOON, someRules } from '../../test/builders';
import { addBlindReturn } from '../returns/blind-return';
import { calculateCart } from '../pricing/calculate-cart';
import { reprice } from '../pricing/reprice';
import { brokenRules } from '../validation/rules';
import { addLine } from './add-line';
import type { Cart } from './cart';
import { changeLine } from './change-line';
import { discountLine } from './give-discount';
import { overridePrice, type PriceDirection } from './override-price';

const rules = someRules();
const cart = () => aCartOf({ milk: '2', wine: '1' });
const set = (price: string | null, may: PriceDirection = 'both', of: Cart = cart(), reason: string | null = null) =>
  overridePrice(of, 'line-1', price === null ? null : { unitPrice: parseUnitPrice(price), reason, staffId: 'anna', may }, rules);
const priced = (of: Cart) => of.lines[0];

describe('a price somebody sets', () => {
  it('stands in place of the catalog price, and its record names both', () => {
    const lower = cartOf(set('5'));
    expect(priced(lower)).toMatchObject({
      unitPrice: 50_000, priceSource: 'override', priceId: null, priceOverride: { listed: { unitPrice: 69_000, priceId: 'p-milk' }, staffId: 'anna' },
    }); // prettier-ignore
    expect(calculateCart(lower).lines[0]).toMatchObject({ amount: 1_000 });
    expect(brokenRules(calculateCart(lower))).toEqual(['paid-exactly']);
  });

  it.each([
    ['none', '5', false], ['none', '7', false], ['lower', '5', true], ['lower', '7', false],
    ['higher', '5', false], ['higher', '7', true], ['both', '5', true], ['both', '7', true],
  ] as const)('by who may go %s to %s is allowed: %s', (may, price, isAllowed) => {
    const outcome = set(price, may);
    expect(outcome.kind).toBe(isAllowed ? 'changed' : 'refused');
    if (!isAllowed) expect(outcome).toMatchObject({ code: 'price.override-not-allowed', details: { may } });
  }); // prettier-ignore

  it('is compared with the catalog, not with a price that was set before', () => {
    const lower = cartOf(set('5', 'lower'));
    expect(set('6', 'lower', lower)).toMatchObject({
      kind: 'changed',
      cart: { lines: [{ priceOverride: { listed: { unitPrice: 69_000 } } }, {}] },
    });
    expect(set('6', 'higher', lower).kind).toBe('refused');
  });

  it('asked for again changes nothing; taken back, the catalog price of the quantity of now counts', () => {
    const book = { ...aBook(), prices: new Map([['milk', [['a', '6.90', '1'], ['b', '6', '3']].map(([priceId = '', price = '', from = '']) => ({
      priceId, productId: 'milk', unitId: 'pcs', unitPrice: parseUnitPrice(price), minimumQuantity: parseQuantity(from), ...FOREVER,
    }))]]) }; // prettier-ignore
    const stepped = aCartOf({ milk: '1' }, book);
    const lower = cartOf(set('5', 'both', stepped));
    expect(set('5', 'both', lower).kind).toBe('unchanged');
    expect(cartOf(set(null, 'none', lower))).toEqual(stepped);
    const three = cartOf(changeLine(lower, 'line-1', { quantity: count('3') }));
    expect(priced(three)).toMatchObject({ unitPrice: 50_000 });
    expect(priced(cartOf(set(null, 'none', three)))).toMatchObject({ unitPrice: 60_000, priceId: 'b', priceSource: 'price-list' });
  });

  it('is kept when the basket is priced anew, and taken back the price of now counts', () => {
    const following = someRules({ repricesOpenBaskets: true });
    const lower = cartOf(set('5'));
    const now = reprice(lower, aBook({ milk: '8' }), following, NOON);
    expect(priced(now)).toMatchObject({ unitPrice: 50_000, priceSource: 'override', priceOverride: { listed: { unitPrice: 80_000 } } });
    expect(priced(cartOf(set(null, 'none', now)))).toMatchObject({ unitPrice: 80_000, priceSource: 'price-list' });
  });

  it('replaces what was taken off the line by hand', () => {
    const given = {
      reward: { kind: 'percent', rate: parseRate('0.1') } as const,
      reason: null,
      staffId: null,
      within: { part: parseRate('1'), amount: null },
    };
    const off = cartOf(discountLine(cart(), 'line-1', given, rules));
    expect(calculateCart(cartOf(set('6', 'both', off))).totals.discount).toBe(0);
  });

  it('is refused where the catalog alone says, where prices are keyed, on labels and on what comes back', () => {
    const fixed = aCartOf({ milk: '1' }, aBook({}, [aProduct({ isPriceFixed: true })]));
    expect(set('5', 'both', fixed)).toMatchObject({ code: 'price.fixed' });
    const keyed = cartOf(addLine(anEmptyCart(), aLine({ productId: 'repair', unitPrice: parseUnitPrice('10') }), aBook(), rules));
    const label = cartOf(
      addLine(anEmptyCart(), aLine({ productId: 'apples', entry: 'price-label', labelAmount: amount(500) }), aBook(), rules),
    );
    const said = { reason: 'damaged', reference: 'seen', staffId: null };
    const back = cartOf(
      addBlindReturn(anEmptyCart(), [aLine({ quantity: quantity(1_000) })], said, aBook(), rules, { line: null, total: null }),
    );
    for (const other of [keyed, label, back]) expect(set('5', 'both', other)).toMatchObject({ code: 'line.not-changeable' });
    expect(set('0')).toMatchObject({ code: 'line.price-invalid' });
  });

  it('says why where the store asks', () => {
    const given = { unitPrice: parseUnitPrice('5'), reason: '', staffId: null, may: 'both' } as const;
    expect(overridePrice(cart(), 'line-1', given, { asksWhy: true })).toMatchObject({ code: 'reason.needed' });
    expect(overridePrice(cart(), 'line-1', null, { asksWhy: true }).kind).toBe('unchanged');
  });

  it('and taken back leaves any basket as it was', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 999_999 }), (size, price) => {
        const before = aCartOf({ milk: String(size), wine: '1' });
        const other = cartOf(
          overridePrice(before, 'line-1', { unitPrice: price as never, reason: null, staffId: null, may: 'both' }, rules),
        );
        expect(calculateCart(cartOf(set(null, 'none', other)))).toEqual(calculateCart(before));
      }),
    );
  });
});
