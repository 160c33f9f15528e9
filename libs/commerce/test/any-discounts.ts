import { amount, extend, parseRate, quantity, unitPrice } from '@app/kernel';
import fc from 'fast-check';
import type { Deal, Offer, OfferLine, Reward } from '../src';
import type { DiscountBasket } from '../src/discounts/allocate-discounts';
import type { Goods } from '../src/discounts/goods';
import { FOREVER } from './builders';

/** Arbitrary baskets and offers that overlap much, for properties. */
const PRODUCTS = ['a', 'b', 'c', 'd', 'e'];
const DIGITS = 2;

const anyRate = fc.integer({ min: 1, max: 100 }).map((percent) => parseRate(String(percent / 100)));
const anyPrice = fc.integer({ min: 1, max: 3_000 }).map((cents) => unitPrice(cents * 100));
const anyAmount = fc.integer({ min: 1, max: 3_000 }).map(amount);
const anyReward: fc.Arbitrary<Reward> = fc.oneof(
  fc.record({ kind: fc.constant('percent' as const), rate: anyRate }),
  fc.record({ kind: fc.constant('amount' as const), perUnit: anyPrice }),
  fc.record({ kind: fc.constant('price' as const), unitPrice: anyPrice }),
);

const anyGoods = fc.record({
  productId: fc.constantFrom(...PRODUCTS),
  pieces: fc.integer({ min: 1, max: 4 }),
  grams: fc.integer({ min: 0, max: 1_000 }),
  isWeighed: fc.boolean(),
  price: anyPrice,
  isDiscountable: fc.integer({ min: 0, max: 9 }).map((one) => one > 0),
  isLabelled: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
});

const anyLine = fc.record({
  productId: fc.option(fc.constantFrom(...PRODUCTS)),
  isExcluded: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
  reward: fc.option(anyReward),
  groupId: fc.constantFrom('g', 'h'),
});

const anyDeal: fc.Arbitrary<Deal> = fc.oneof(
  fc.record({ kind: fc.constant('price' as const), price: anyAmount }),
  fc.record({ kind: fc.constant('amount' as const), amount: anyAmount }),
  fc.record({ kind: fc.constant('percent' as const), rate: anyRate }),
  fc.record({ kind: fc.constant('least-expensive' as const), count: fc.constant(1), reward: anyReward, favours: fc.constantFrom('customer' as const, 'retailer' as const) }),
  fc.record({ kind: fc.constant('lines' as const) }),
); // prettier-ignore

const anyKind = fc.oneof(
  fc.record({ kind: fc.constant('simple' as const), reward: anyReward }),
  fc.record({ kind: fc.constant('quantity' as const), tiers: fc.tuple(fc.integer({ min: 1, max: 5 }), anyRate).map(([count, rate]) => [{ minimumQuantity: quantity(count * 1000), reward: { kind: 'percent' as const, rate } }]) }),
  fc.record({
    kind: fc.constant('mix-and-match' as const),
    groups: fc.constantFrom([['g', 2]], [['g', 3]], [['g', 1], ['h', 1]]).map((groups) => groups.map(([groupId, count]) => ({ groupId: String(groupId), quantity: quantity(Number(count) * 1000) }))),
    deal: anyDeal,
    timesApplicable: fc.option(fc.integer({ min: 1, max: 2 })),
  }),
  fc.record({ kind: fc.constant('threshold' as const), tiers: fc.tuple(anyAmount, anyAmount).map(([minimumAmount, off]) => [{ minimumAmount, reward: { kind: 'amount' as const, amount: off } }]) }),
); // prettier-ignore

interface OfferLimits {
  readonly concurrency?: Offer['concurrency'];
  readonly most?: number;
}

const anyOffer = ({ concurrency }: OfferLimits) =>
  fc.record({
    kind: anyKind,
    concurrency: concurrency ? fc.constant(concurrency) : fc.constantFrom('exclusive' as const, 'best-price' as const, 'compounded' as const),
    priority: concurrency ? fc.constant(0) : fc.integer({ min: 0, max: 2 }),
    lines: fc.array(anyLine, { minLength: 1, maxLength: 3 }),
    countsNonDiscountable: fc.boolean(),
  }); // prettier-ignore

export const anyDiscountBasket = (limits: OfferLimits = {}): fc.Arbitrary<DiscountBasket> =>
  fc.record({
    goods: fc.array(anyGoods, { minLength: 1, maxLength: 6 }),
    offers: fc.array(anyOffer(limits), { minLength: 1, maxLength: limits.most ?? 4 }),
    control: fc.constantFrom('compound-within' as const, 'compound-across' as const),
  }).map(({ goods, offers, control }): DiscountBasket => ({
    goods: goods.map(goodsOf),
    offers: offers.map(({ kind, lines, ...any }, index): Offer => ({
      ...any, ...kind, offerId: `o${index}`, name: `o${index}`, ...FOREVER, periods: [], needsCoupon: false, lines: lines.map(lineOf),
    })),
    control, minorDigits: DIGITS, tenderTypeId: null,
  })); // prettier-ignore

type AnyGoods = typeof anyGoods extends fc.Arbitrary<infer T> ? T : never;
type AnyLine = typeof anyLine extends fc.Arbitrary<infer T> ? T : never;

function goodsOf({ pieces, grams, isWeighed, price, productId, isDiscountable, isLabelled }: AnyGoods, index: number): Goods {
  const count = quantity(pieces * 1000 + (isWeighed ? grams : 0));
  return {
    lineId: `l${index}`,
    productId,
    unitId: 'pcs',
    quantity: count,
    amount: extend(price, count, DIGITS),
    isDiscountable,
    isLabelled,
  };
}

function lineOf({ productId, isExcluded, reward, groupId }: AnyLine, index: number): OfferLine {
  const subject = productId === null ? ({ kind: 'all' } as const) : ({ kind: 'product', productId } as const);
  return { lineNumber: index + 1, subject, unitId: null, isExcluded, groupId, reward };
}
