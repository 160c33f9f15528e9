import { amount, parseRate } from '@app/kernel';
import fc from 'fast-check';
import { aBook, aCartOf, aLine, aProduct, cartOf, count, FOREVER, someRules } from '../../test/builders';
import type { DiscountLimit } from '../discounts/line-discount';
import type { SimpleOffer, TotalReward } from '../discounts/offer';
import { calculateCart } from '../pricing/calculate-cart';
import { brokenRules } from '../validation/rules';
import { addLine } from './add-line';
import type { Cart } from './cart';
import { changeLine, voidLine } from './change-line';
import { discountLine, discountTotal, type GivenDiscount } from './give-discount';
import { overridePrice } from './override-price';

const rules = someRules();
const percent = (text: string): TotalReward => ({ kind: 'percent', rate: parseRate(text) });
const money = (cents: number): TotalReward => ({ kind: 'amount', amount: amount(cents) });
const limit = (part: string, cents: number | null = null): DiscountLimit => ({
  part: parseRate(part),
  amount: cents === null ? null : amount(cents),
});
const given = (reward: TotalReward, within = limit('1'), reason: string | null = null): GivenDiscount => ({
  reward,
  reason,
  staffId: 'anna',
  within,
});
const discounts = (cart: Cart) => calculateCart(cart).lines.map((line) => line.discounts.map(({ kind, amount: off }) => [kind, off]));
const cart = () => aCartOf({ milk: '2', wine: '1' });
const onMilk = (reward: TotalReward, within?: DiscountLimit, of = cart()) => discountLine(of, 'line-1', given(reward, within), rules);
const onAll = (reward: TotalReward, within?: DiscountLimit, of = cart()) => discountTotal(of, given(reward, within), rules);

describe('a discount somebody gives', () => {
  it('is a part of what a line costs, or money off it, and another one replaces it', () => {
    const tenth = cartOf(onMilk(percent('0.1')));
    expect(discounts(tenth)).toEqual([[['manual-line', 138]], []]);
    const two = cartOf(onMilk(money(200), undefined, tenth));
    expect(discounts(two)).toEqual([[['manual-line', 200]], []]);
    expect(brokenRules(calculateCart(two))).toEqual(['paid-exactly', ]); // prettier-ignore
  });

  it('is shared among all goods in proportion, to the cent, also those that come later', () => {
    const off = cartOf(onAll(money(1_000)));
    expect(discounts(off)).toEqual([[['manual-total', 257]], [['manual-total', 743]]]);
    const more = cartOf(addLine(off, aLine({ lineId: 'line-3', productId: 'wine' }), aBook(), rules));
    expect(discounts(more).flat().reduce((sum, [, cents]) => sum + Number(cents), 0)).toBe(1_000);
  }); // prettier-ignore

  it('asked for again changes nothing, and taken back the cart is as before', () => {
    for (const give of [onMilk, onAll]) {
      const off = cartOf(give(percent('0.1')));
      expect(give(percent('0.1'), undefined, off).kind).toBe('unchanged');
    }
    const before = cart();
    expect(discountLine(before, 'line-1', null, rules).kind).toBe('unchanged');
    expect(cartOf(discountLine(cartOf(onMilk(percent('0.1'))), 'line-1', null, rules))).toEqual({ ...before, lines: before.lines });
    expect(cartOf(discountTotal(cartOf(onAll(money(5))), null, rules))).toEqual(before);
  });

  it.each([
    ['a larger part', onMilk(percent('0.11'), limit('0.1')), { maximumPart: '0.1', maximumAmount: '1.38' }],
    ['more money than the part comes to', onMilk(money(139), limit('0.1')), { maximumPart: '0.1', maximumAmount: '1.38' }],
    ['more money', onMilk(percent('0.5'), limit('1', 100)), { maximumPart: '1', maximumAmount: '1.00' }],
    ['a larger part of the sale', onAll(percent('0.2'), limit('0.1')), { maximumPart: '0.1', maximumAmount: '5.37' }],
    ['more money off the sale', onAll(money(501), limit('1', 500)), { maximumPart: '1', maximumAmount: '5.00' }],
    ['anything by who may give nothing', onAll(percent('0.000001'), limit('0')), { maximumPart: '0', maximumAmount: '0.00' }],
  ])('is refused above the limit: %s', (_, outcome, details) => {
    expect(outcome).toMatchObject({ kind: 'refused', code: 'discount.above-limit', details });
  });

  it('stays within its limits, whatever becomes of the basket', () => {
    const off = cartOf(onMilk(money(138), limit('0.1')));
    const one = cartOf(changeLine(off, 'line-1', { quantity: count('1') }));
    expect(discounts(one)[0]).toEqual([['manual-line', 69]]);
    const total = cartOf(onAll(money(537), limit('0.1')));
    expect(discounts(cartOf(voidLine(total, 'line-2')))[0]).toEqual([['manual-total', 138]]);
    const large = cartOf(onMilk(percent('0.1'), limit('0.1', 150)));
    expect(discounts(cartOf(changeLine(large, 'line-1', { quantity: count('100') })))[0]).toEqual([['manual-line', 150]]);
  });

  it('comes after offers, off what goods cost then', () => {
    const offer: SimpleOffer = {
      ...FOREVER, periods: [], concurrency: 'best-price', priority: 0, needsCoupon: false, countsNonDiscountable: false, kind: 'simple', offerId: 'ten',
      name: 'Milk week', reward: { kind: 'percent', rate: parseRate('0.1') },
      lines: [{ lineNumber: 1, subject: { kind: 'product', productId: 'milk' }, unitId: null, isExcluded: false, groupId: null, reward: null }],
    }; // prettier-ignore
    const off = cartOf(onMilk(percent('0.5'), limit('0.5'), aCartOf({ milk: '2' }, { ...aBook(), offers: [offer] })));
    expect(discounts(off)[0]).toEqual([['offer', 138], ['manual-line', 621]]); // prettier-ignore
  });

  it('is refused on goods that may not be discounted, on a price a person set, and where nothing may be', () => {
    const fixed = aCartOf({ milk: '1' }, aBook({}, [aProduct({ isDiscountable: false })]));
    expect(onMilk(percent('0.1'), undefined, fixed)).toMatchObject({ code: 'discount.not-allowed' });
    expect(onAll(percent('0.1'), undefined, fixed)).toMatchObject({ code: 'discount.not-allowed' });
    const set = { unitPrice: 10_000 as never, reason: null, staffId: 'anna', may: 'both' } as const;
    expect(onMilk(percent('0.1'), undefined, cartOf(overridePrice(cart(), 'line-1', set, rules)))).toMatchObject({
      code: 'discount.not-allowed',
    });
    expect(onAll(percent('0.1'), undefined, aCartOf({}))).toMatchObject({ code: 'discount.not-allowed' });
    expect(onMilk(percent('0.1'), undefined, cartOf(voidLine(cart(), 'line-1')))).toMatchObject({ code: 'line.voided' });
  });

  it.each([percent('0'), percent('1.000001'), money(0), money(-1)])('of %j is none', (reward) => {
    expect([onMilk(reward), onAll(reward)]).toMatchObject([{ code: 'discount.invalid' }, { code: 'discount.invalid' }]);
  });

  it('says why where the store asks', () => {
    const asking = { asksWhy: true };
    expect(discountTotal(cart(), given(money(1)), asking)).toMatchObject({ code: 'reason.needed', details: { field: '/reason' } });
    expect(discountTotal(cart(), given(money(1), limit('1'), 'dented'), asking)).toMatchObject({ kind: 'changed', cart: { manualDiscount: { reason: 'dented' } } });
  }); // prettier-ignore
});

describe('any basket with discounts of people', () => {
  const size = fc.integer({ min: 1, max: 9 });
  const reward = fc.oneof(
    fc.integer({ min: 1, max: 1_000_000 }).map((rate) => ({ kind: 'percent', rate: rate as never }) as const),
    fc.integer({ min: 1, max: 20_000 }).map(money),
  );
  const within = fc.record({ part: fc.integer({ min: 0, max: 1_000_000 }).map((part) => part as never), amount: fc.option(fc.integer({ min: 0, max: 9_999 }).map(amount)) }); // prettier-ignore
  const basket = fc.record({ milk: size.map(String), wine: size.map(String), apples: size.map(String) });
  const taken = (of: Cart, outcome: ReturnType<typeof onAll>) => (outcome.kind === 'refused' ? of : outcome.cart);

  it('keeps its parts, whatever the order of its lines: they sum to the whole and stay within every limit', () => {
    fc.assert(
      fc.property(basket, reward, within, reward, within, (goods, first, firstLimit, second, secondLimit) => {
        const before = aCartOf(goods);
        const line = taken(before, onMilk(first, firstLimit, before));
        const both = taken(line, onAll(second, secondLimit, line));
        const whole = calculateCart(both);
        expect(brokenRules(whole).filter((rule) => rule !== 'paid-exactly')).toEqual([]);
        const turned = calculateCart({ ...both, lines: [...both.lines].reverse() });
        expect([...turned.lines].reverse().map((one) => one.discounts)).toEqual(whole.lines.map((one) => one.discounts));
        const total = both.manualDiscount?.reward;
        const shared = whole.lines.flatMap((one) => one.discounts.filter(({ kind }) => kind === 'manual-total')).reduce((sum, one) => sum + one.amount, 0); // prettier-ignore
        if (total?.kind === 'amount') expect(shared).toBe(Math.min(total.amount, calculateCart(line).totals.gross));
      }),
    );
  });

  it('is as before once they are taken back', () => {
    fc.assert(
      fc.property(basket, reward, reward, (goods, first, second) => {
        const before = aCartOf(goods);
        const line = taken(before, onMilk(first, limit('1'), before));
        const both = taken(line, onAll(second, limit('1'), line));
        const after = cartOf(discountTotal(cartOf(discountLine(both, 'line-1', null, rules)), null, rules));
        expect(calculateCart(after)).toEqual(calculateCart(before));
      }),
    );
  });
});
