import { addLine, beginCart, calculateCart, type ChannelRules, type Offer, type OfferLine, type PricingBook } from '@app/commerce';
import { amount, currencyOf, formatAmount, parseRate, parseUnitPrice, quantity } from '@app/kernel';
import fc from 'fast-check';
import { acceptedCart } from './errors';
import { replayedDiscounts } from './replay-discounts';
import { saleBodyOf } from './sale-body';

const AT = Date.parse('2026-08-10T09:00:00Z');
const FOREVER = { validFrom: '2000-01-01', validTo: '2154-12-31' };
const PRICES = { a: '6.90', b: '12.35', c: '0.99', d: '30', e: '4.50' };

const RULES: ChannelRules = {
  catalogVersion: 1, legalEntityId: 'entity', channelId: 'store', name: '', address: '', currency: currencyOf('EUR'), timeZone: 'Europe/Berlin',
  dayCutOffMinutes: 0, pricesIncludeTax: true, taxGroupId: 'store', repricesOpenBaskets: false, locale: 'en',
  receiptHeader: '', receiptFooter: '', blindReturnDays: 0, prohibitsMixedBaskets: false, refundTenders: new Map(), refundsMayBeOverridden: false,
  suspendedHours: null, voidsSuspendedAtClose: false, companyCurrency: currencyOf('EUR'), exchangeRates: [], priceGroups: new Map(),
  productConversions: new Map(), usesDestinationTax: false, usesCustomerTax: false, usesCustomerExemption: false, unitConversions: [],
  taxOverrides: [], taxGroups: new Map(), taxCodes: [], itemTaxGroups: new Map(), tenderTypes: new Map(), barcodeMasks: [], unitDecimals: new Map(),
}; // prettier-ignore

const product = (productId: string) => ({
  productId, name: productId, categoryId: null, itemTaxGroupId: 'none', unitId: 'pcs', isWeighed: false, mustKeyInPrice: false,
  minimumAge: null, isDiscountable: productId !== 'e', isBlocked: false,
}); // prettier-ignore

const BOOK: PricingBook = {
  catalogVersion: 1,
  products: new Map(Object.keys(PRICES).map((productId) => [productId, product(productId)])),
  prices: new Map(
    Object.entries(PRICES).map(([productId, price]) => [productId, [{ priceId: productId, productId, unitId: 'pcs', unitPrice: parseUnitPrice(price), ...FOREVER }]]),
  ),
}; // prettier-ignore

const line = (change: Partial<OfferLine> = {}): OfferLine => ({ lineNumber: 1, subject: { kind: 'all' }, unitId: null, isExcluded: false, groupId: 'g', reward: null, ...change }); // prettier-ignore
const any = (offerId: string) => ({ offerId, name: offerId, ...FOREVER, periods: [{ weekday: 1, from: '08:00', to: '20:00' }], concurrency: 'compounded' as const, priority: 0, needsCoupon: false, countsNonDiscountable: true, lines: [line()] }); // prettier-ignore
const tenth = { kind: 'percent', rate: parseRate('0.1') } as const;
const pair = { groups: [{ groupId: 'g', quantity: quantity(2000) }], timesApplicable: 2 };

/** One of each kind, deal and reward. */
const OFFERS: readonly Offer[] = [
  { ...any('part'), kind: 'simple', reward: tenth },
  { ...any('off'), kind: 'simple', concurrency: 'best-price', reward: { kind: 'amount', perUnit: parseUnitPrice('0.55') } },
  { ...any('price'), kind: 'simple', reward: { kind: 'price', unitPrice: parseUnitPrice('9.99') }, lines: [line({ subject: { kind: 'product', productId: 'b' } })] },
  { ...any('from-3'), kind: 'quantity', tiers: [{ minimumQuantity: quantity(3000), reward: tenth }] },
  { ...any('pair-price'), ...pair, kind: 'mix-and-match', concurrency: 'exclusive', priority: 1, deal: { kind: 'price', price: amount(1_000) } },
  { ...any('pair-off'), ...pair, kind: 'mix-and-match', deal: { kind: 'amount', amount: amount(77) } },
  { ...any('half'), ...pair, kind: 'mix-and-match', timesApplicable: null, deal: { kind: 'least-expensive', count: 1, reward: tenth, favours: 'retailer' } },
  { ...any('own'), ...pair, kind: 'mix-and-match', deal: { kind: 'lines' }, lines: [line({ reward: tenth }), line({ lineNumber: 2, isExcluded: true, subject: { kind: 'product', productId: 'd' } })] },
  { ...any('big'), kind: 'threshold', tiers: [{ minimumAmount: amount(2_000), reward: { kind: 'amount', amount: amount(333) } }] },
  { ...any('paid'), kind: 'tender', tenderTypeIds: ['cash'], tiers: [{ minimumAmount: amount(1_000), reward: tenth }] },
]; // prettier-ignore

type Goods = readonly (readonly [keyof typeof PRICES, number])[];

function aSale(goods: Goods, offers: readonly Offer[] | undefined, discountControl: 'compound-within' | 'compound-across') {
  const begun = beginCart({ id: 'cart', mode: 'live', registerId: 'r1', drawerId: 'd1', staffId: 'anna', shift: null, at: AT }, { ...RULES, discountControl });
  const cart = goods.reduce((before, [productId, pieces], index) => {
    const given = { lineId: `l${index}`, productId, barcode: null, entry: 'keyed', unitId: null, quantity: quantity(pieces * 1000), weight: null, isWeightKeyed: false, labelAmount: null, unitPrice: null, at: AT } as const;
    return acceptedCart(addLine(before, given, { ...BOOK, offers }, RULES));
  }, begun);
  return calculateCart({ ...cart, intendedTenderTypeId: 'cash' });
} // prettier-ignore

const numbers = { receiptNumber: 'R1', perpetualTotal: '0' };

describe('a sale reckoned again from its record', () => {
  it('has the same discounts to the cent, whatever the offers were', () => {
    const anyGoods = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.integer({ min: 1, max: 4 })), { minLength: 1, maxLength: 6 });
    const controls = fc.constantFrom('compound-within', 'compound-across');
    fc.assert(
      fc.property(anyGoods, fc.subarray([...OFFERS], { minLength: 1 }), controls, (goods, offers, control) => {
        const sale = aSale(goods, offers, control);
        const body = saleBodyOf(sale, numbers);
        const given = sale.lines.flatMap(({ line: { lineId }, discounts }) =>
          discounts.map(({ offerId, amount: off }) => ({ lineId, offerId, amount: formatAmount(off, 2) })),
        );
        expect(replayedDiscounts(JSON.parse(JSON.stringify(body)) as typeof body)).toEqual(given);
      }),
    );
  }); // prettier-ignore

  it('has none where there were none', () => {
    const body = saleBodyOf(aSale([['a', 1]], undefined, 'compound-within'), numbers);
    expect([body.inputs.discounts, body.totals.discount, replayedDiscounts(body)]).toEqual([undefined, undefined, []]);
  });
});
