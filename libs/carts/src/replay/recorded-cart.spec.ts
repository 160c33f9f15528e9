import { addBlindReturn, addLine, addReturnLines, beginCart, calculateCart, changeLine, explainCart, overridePrice, voidLine, type CalculatedCart, type Cart, type CartOutcome, type ChannelRules, type GivenDiscount, type Offer, type OfferLine, type PricingBook, type Product, type SoldTransaction, type TaxCode } from '@app/commerce'; // prettier-ignore
import { amount, currencyOf, parseRate, parseUnitPrice, quantity, unitPrice } from '@app/kernel';
import type { SaleBodyWire } from '@app/protocol';
import fc from 'fast-check';
import { acceptedCart } from '../errors';
import { saleBodyOf } from '../sale-body';
import { isAsRecorded } from './is-as-recorded';
import type { RecordedSale } from '../sale-answer';
import type { ExplanationBody } from '../view/explanation-schema';
import { explanationView } from '../view/explanation-view';
import { recordedCart } from './recorded-cart';

const AT = Date.parse('2026-08-10T09:00:00Z');
const FOREVER = { validFrom: '2000-01-01', validTo: '2154-12-31' };
const PRICES = { a: '6.90', b: '12.35', c: '0.99', d: '30', e: '4.50', w: '8.90' };

/** Two parts of the net, a duty by piece, and a tax on another one. */
const CODES: readonly TaxCode[] = [
  { taxCodeId: 'vat', name: 'VAT', rate: parseRate('0.18'), ...FOREVER },
  { taxCodeId: 'city', name: 'City', rate: parseRate('0.0225'), ...FOREVER },
  { taxCodeId: 'duty', name: 'Duty', rate: parseRate('0'), origin: 'amount-per-unit', unitAmount: parseUnitPrice('0.055'), unitId: 'pcs', isBeforeTax: true, ...FOREVER },
  { taxCodeId: 'on-top', name: 'On top', rate: parseRate('0.5'), origin: 'percent-of-tax', ofTaxCodeId: 'city', ...FOREVER },
]; // prettier-ignore

const RULES: ChannelRules = {
  catalogVersion: 1, legalEntityId: 'entity', channelId: 'store', name: '', address: '', currency: currencyOf('EUR'), timeZone: 'Europe/Berlin',
  dayCutOffMinutes: 0, pricesIncludeTax: true, taxGroupId: 'store', repricesOpenBaskets: false, locale: 'en',
  receiptHeader: '', receiptFooter: '', blindReturnDays: 30, prohibitsMixedBaskets: false, refundTenders: new Map(), refundsMayBeOverridden: false,
  suspendedHours: null, voidsSuspendedAtClose: false, companyCurrency: currencyOf('EUR'), exchangeRates: [], priceGroups: new Map(),
  productConversions: new Map(), usesDestinationTax: false, usesCustomerTax: false, usesCustomerExemption: false, unitConversions: [{ fromUnitId: 'kg', toUnitId: 'pcs', numerator: 4, denominator: 1 }],
  taxOverrides: [], tenderTypes: new Map(), barcodeMasks: [], unitDecimals: new Map([['kg', 3]]),
  taxCodes: CODES, taxGroups: new Map([['store', CODES.map(({ taxCodeId }) => taxCodeId)]]),
  itemTaxGroups: new Map([['none', []], ['plain', ['vat']], ['both', ['vat', 'city']], ['drink', ['vat', 'duty']], ['high', ['city', 'on-top']]]),
}; // prettier-ignore

const TAXED: Readonly<Record<string, string>> = { a: 'plain', b: 'both', c: 'drink', d: 'high', e: 'none', w: 'drink' };
const product = (productId: string): Product => ({
  productId, name: productId, categoryId: null, itemTaxGroupId: TAXED[productId] ?? 'none', unitId: productId === 'w' ? 'kg' : 'pcs',
  isWeighed: productId === 'w', mustKeyInPrice: false, minimumAge: null, isDiscountable: productId !== 'e', isBlocked: false,
}); // prettier-ignore

/** The first product has two more prices: an older one, and one from three on. */
const MORE_PRICES = [
  { priceId: 'old-a', productId: 'a', unitId: 'pcs', unitPrice: parseUnitPrice('7.50'), ...FOREVER, validFrom: '1999-01-01' },
  { priceId: 'a-from-3', productId: 'a', unitId: 'pcs', unitPrice: parseUnitPrice('6.10'), minimumQuantity: quantity(3000), ...FOREVER },
]; // prettier-ignore

const BOOK: PricingBook = {
  catalogVersion: 1,
  products: new Map(Object.keys(PRICES).map((productId) => [productId, product(productId)])),
  prices: new Map(
    Object.entries(PRICES).map(([productId, price]) => [productId, [{ priceId: productId, productId, unitId: productId === 'w' ? 'kg' : 'pcs', unitPrice: parseUnitPrice(price), ...FOREVER }, ...(productId === 'a' ? MORE_PRICES : [])]]),
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

const CONTROLS = ['compound-within', 'compound-across'] as const;
const PER = ['unit', 'line', 'document'] as const;
const SAID = { reason: 'damaged', staffId: 'anna' };
const NO_LIMITS = { line: null, total: null };

const anySoldLine = fc.record({
  productId: fc.constantFrom(...Object.keys(PRICES)),
  pieces: fc.integer({ min: 1, max: 4 }),
  grams: fc.integer({ min: 1, max: 3_000 }),
  label: fc.option(fc.integer({ min: 1, max: 5_000 }).map(amount)),
  fate: fc.constantFrom('kept', 'kept', 'kept', 'changed', 'voided', 'blind-return', 'return'),
  manual: fc.option(fc.integer({ min: 1, max: 99 })),
  price: fc.option(fc.integer({ min: 1, max: 400_000 })),
}); // prettier-ignore
type AnyLine = typeof anySoldLine extends fc.Arbitrary<infer Line> ? Line : never;

const anySale = fc
  .record({
    lines: fc.array(anySoldLine, { minLength: 1, maxLength: 6 }),
    offers: fc.subarray([...OFFERS]),
    discountControl: fc.constantFrom(...CONTROLS),
    pricesIncludeTax: fc.boolean(),
    rounding: fc.option(fc.record({ per: fc.constantFrom(...PER), by: fc.constantFrom('code' as const, 'group' as const), mode: fc.constantFrom('half-away-from-zero' as const, 'half-even' as const) })),
    exemptionLowersPrice: fc.boolean(),
    isExempt: fc.boolean(),
    manualTotal: fc.option(fc.integer({ min: 1, max: 99 })),
  })
  .map(({ lines, offers, rounding, exemptionLowersPrice, isExempt, manualTotal, ...terms }) => {
    const rules: ChannelRules = {
      ...RULES, ...terms, usesCustomerExemption: true, usesCustomerTax: true, ...(rounding && { taxTerms: { rounding, exemptionLowersPrice } }),
    };
    const taxParty = { customerTaxGroupId: null, destinationTaxGroupId: null, exemptTaxCodeIds: isExempt ? ['vat'] : [] };
    const begun: Cart = { ...beginCart({ id: 'cart', mode: 'live', registerId: 'r1', drawerId: 'd1', staffId: 'anna', shift: null, at: AT }, rules), taxParty };
    const book = offers.length > 0 ? { ...BOOK, offers } : BOOK;
    const cart = lines.reduce((before, line, index) => withLine(before, line, `l${index}`, book, rules), begun);
    return calculateCart({ ...cart, intendedTenderTypeId: 'cash', manualDiscount: manualTotal === null ? undefined : partOff(manualTotal) });
  }); // prettier-ignore

/** Up to 4.00, and no more than four fifths. */
const partOff = (percent: number): GivenDiscount => ({
  reward: { kind: 'percent', rate: parseRate(String(percent / 100)) }, reason: 'kind', staffId: 'anna', within: { part: parseRate('0.8'), amount: amount(400) },
}); // prettier-ignore

/** A step that the engine refuses leaves the basket as it is, as a register would. */
const taken = (cart: Cart, outcome: CartOutcome): Cart => (outcome.kind === 'refused' ? cart : outcome.cart);

function withLine(cart: Cart, { productId, pieces, grams, label, fate, manual, price }: AnyLine, lineId: string, book: PricingBook, rules: ChannelRules): Cart {
  const isWeighed = productId === 'w';
  const size = isWeighed ? { quantity: null, weight: label === null ? quantity(grams) : null } : { quantity: quantity(pieces * 1000), weight: null };
  const labelAmount = isWeighed ? label : null;
  const entry = labelAmount === null ? 'keyed' : 'price-label';
  const given = { lineId, productId, barcode: null, entry, unitId: null, ...size, isWeightKeyed: false, labelAmount, unitPrice: null, at: AT } as const;
  if (fate === 'blind-return') return taken(cart, addBlindReturn(cart, [given], { ...SAID, reference: 'seen' }, book, rules, NO_LIMITS));
  if (fate === 'return') return taken(cart, addReturnLines(cart, soldBefore(given, book, rules), [{ lineId, soldLineId: lineId, quantity: null }], SAID, rules));
  const added = acceptedCart(addLine(cart, given, book, rules));
  if (fate === 'changed') return taken(added, changeLine(added, lineId, isWeighed ? { weight: quantity(grams) } : { quantity: quantity(5000) }));
  if (fate === 'voided') return taken(added, voidLine(added, lineId));
  const set = price === null ? added : taken(added, overridePrice(added, lineId, { unitPrice: unitPrice(price), reason: null, staffId: 'anna', may: 'both' }, rules));
  return { ...set, lines: set.lines.map((line) => (line.lineId === lineId && manual !== null ? { ...line, manualDiscount: partOff(manual) } : line)) };
} // prettier-ignore

function soldBefore(given: Parameters<typeof addLine>[1], book: PricingBook, rules: ChannelRules): SoldTransaction {
  const begun = beginCart({ id: 'sold', mode: 'live', registerId: 'r1', drawerId: 'd1', staffId: 'anna', shift: null, at: AT }, rules);
  const { lines } = calculateCart(acceptedCart(addLine(begun, given, book, rules)));
  return {
    transactionId: 'sold', receiptNumber: 'R0', registerId: 'r1', payments: [],
    lines: lines.map(({ line, net, gross, taxes }) => ({ ...line, net, gross, taxes, quantity: line.quantity ?? quantity(0), unitPrice: line.unitPrice ?? parseUnitPrice('0'), returnedQuantity: quantity(0) })),
  };
} // prettier-ignore

/** The record of a sale as its bytes hold it. */
const recordOf = (sale: CalculatedCart): SaleBodyWire =>
  JSON.parse(JSON.stringify(saleBodyOf(sale, { receiptNumber: 'R1', perpetualTotal: '0' }))) as SaleBodyWire;
const header = { recordId: 'cart', catalogVersion: 1 } as RecordedSale['header'];

describe('a sale reckoned again from its record', () => {
  it('has the same cents in every line, discount, tax and total, whatever was sold and how it was taxed', () => {
    fc.assert(
      fc.property(anySale, (sale) => {
        const body = recordOf(sale);
        const explained = explainCart(recordedCart({ header, body }));
        expect(recordOf(explained).lines.map(({ amount: full, discounts, net, tax, gross, taxes }) => ({ full, discounts, net, tax, gross, taxes }))).toEqual(
          body.lines.map(({ amount: full, discounts, net, tax, gross, taxes }) => ({ full, discounts, net, tax, gross, taxes })),
        );
        expect(isAsRecorded(explained, body)).toBe(true);
      }),
      { numRuns: 500 },
    );
  }); // prettier-ignore

  it('says the same of prices and offers as the cart did before it was sold', () => {
    fc.assert(
      fc.property(anySale, (sale) => {
        const before = explanationView(explainCart(sale.cart));
        const after = explanationView(explainCart(recordedCart({ header, body: recordOf(sale) })));
        const said = ({ lines }: ExplanationBody) => lines.filter(({ isVoided, returnOf }) => !isVoided && !returnOf).map(({ price, offers, taxes }) => ({ price, offers, taxes }));
        expect(said(after)).toEqual(said(before));
      }),
    );
  }); // prettier-ignore

  it('is not the record of another sale', () => {
    const sale = { lines: [{ productId: 'a', pieces: 1 }] } as const;
    const cart = sale.lines.reduce((before, { productId, pieces }) => acceptedCart(addLine(before, { lineId: 'l', productId, barcode: null, entry: 'keyed', unitId: null, quantity: quantity(pieces * 1000), weight: null, isWeightKeyed: false, labelAmount: null, unitPrice: null, at: AT }, BOOK, RULES)), beginCart({ id: 'cart', mode: 'live', registerId: 'r1', drawerId: 'd1', staffId: 'anna', shift: null, at: AT }, RULES));
    const body = recordOf(calculateCart(cart));
    const replayed = calculateCart(recordedCart({ header, body }));
    expect(isAsRecorded(replayed, body)).toBe(true);
    expect(isAsRecorded(replayed, { ...body, totals: { ...body.totals, gross: '6.91' } })).toBe(false);
  }); // prettier-ignore
});
