import { amount, currencyOf, parseRate, quantity, unitPrice, type Amount, type Quantity } from '@app/kernel';
import { addApproved, addBlindReturn, addCash, addGiftCardLine, addLine, addReturnLines, calculateCart, changeLine, discountLine, discountTotal, overridePrice, payableWith, voidLine, type Cart, type CartOutcome, type ChannelRules, type GivenDiscount, type GivenPrice, type NewLine, type Offer, type OfferSubject, type PricingBook, type SoldTransaction } from '../src'; // prettier-ignore
import { aBook, aCard, aLine, anEmptyCart, aProduct, aTender, cartOf, FOREVER, NOON, someRules } from './builders';
import type { Random } from './random';
import { aSold } from './sold';

const CURRENCIES = ['EUR', 'JPY', 'KWD', 'ILS'];
const STEPS: Readonly<Record<string, readonly number[]>> = { EUR: [0, 5], JPY: [0, 10], KWD: [0, 5, 50], ILS: [10] };
const NO_LIMITS = { line: null, total: null };

/** A store with its taxes, its money and a small assortment, and a book of random prices. */
interface Shop {
  readonly rules: ChannelRules;
  readonly book: PricingBook;
}

/**
 * A paid basket that a store could have sold: pieces, weights, labels, keyed prices, gift cards, deposits and empties, voided lines,
 * returns with and without a receipt, taxes in and on top of prices, cash with its rounding, cards, foreign money. Amounts may be of any sign, or nothing.
 */
export function randomSale(random: Random): Cart {
  const { cart, shop } = randomBasket(random);
  return pay(cart, shop, random);
}

/** The same before it is paid, and where it is sold. */
export function randomBasket(random: Random): { readonly cart: Cart; readonly shop: Shop } {
  const shop = randomShop(random);
  let cart = anEmptyCart(shop.rules);
  const size = random.between(1, 12);
  for (let index = 0; index < size; index += 1) cart = taken(cart, randomLine(cart, index, shop, random));
  for (const { lineId } of cart.lines) {
    if (random.percent(10)) cart = taken(cart, changeLine(cart, lineId, { quantity: pieces(random) }));
    if (random.percent(15)) cart = taken(cart, discountLine(cart, lineId, randomDiscount(random), shop.rules));
    if (random.percent(10)) cart = taken(cart, overridePrice(cart, lineId, randomPrice(random), shop.rules));
    if (random.percent(5) && cart.lines.filter((line) => !line.isVoided && !line.linkedTo).length > 1)
      cart = taken(cart, voidLine(cart, lineId));
  }
  if (random.percent(20)) cart = taken(cart, discountTotal(cart, randomDiscount(random), shop.rules));
  return { cart, shop };
}

/** A part or money off, by somebody whose limits it may or may not reach, and may or may not reach later. */
function randomDiscount(random: Random): GivenDiscount {
  const part = parseRate(`0.${random.between(1, 99)}`);
  const reward = random.percent(50)
    ? ({ kind: 'percent', rate: part } as const)
    : ({ kind: 'amount', amount: amount(random.between(1, 500)) } as const);
  const most = random.percent(50) ? null : amount(random.between(0, 5_000));
  return { reward, reason: null, staffId: 'anna', within: { part: random.percent(50) ? part : parseRate('1'), amount: most } };
}

const randomPrice = (random: Random): GivenPrice => ({
  unitPrice: unitPrice(random.between(1, 9_999) * 100), reason: null, staffId: 'anna', may: random.oneOf(['higher', 'lower', 'both']),
}); // prettier-ignore

/** A step that the engine refuses leaves the basket as it is, as a register would. */
const taken = (cart: Cart, outcome: CartOutcome): Cart => (outcome.kind === 'refused' ? cart : outcome.cart);

function randomShop(random: Random): Shop {
  const currency = currencyOf(random.oneOf(CURRENCIES));
  const step = amount(random.oneOf(STEPS[currency.code] ?? [0]));
  const rate = () => parseRate(random.oneOf(['0.18', '0.2', '0.05', '0.021', '0', '0.077']));
  const cash = aTender({ roundingStep: step, roundingMode: random.oneOf(['half-away-from-zero', 'half-even', 'toward-zero']) });
  const rules = someRules({
    currency,
    companyCurrency: currencyOf('USD'),
    exchangeRates: [currency.code, 'CHF'].map((currencyCode) => ({ currencyCode, validFrom: '2026-01-01', units: 1, rate: parseRate(`1.${random.between(1, 99)}`) })),
    pricesIncludeTax: random.percent(50),
    taxCodes: ['vat', 'city'].map((taxCodeId) => ({ taxCodeId, name: taxCodeId, rate: rate(), ...FOREVER })) as unknown as ChannelRules['taxCodes'],
    itemTaxGroups: new Map([['full', ['vat']], ['both', ['vat', 'city']], ['none', []]]),
    tenders: [cash, aCard(), aTender({ tenderTypeId: 'francs', currency: currencyOf('CHF') })],
  }); // prettier-ignore
  const products = [
    aProduct({ itemTaxGroupId: 'both' }), aProduct({ productId: 'apples', unitId: 'kg', isWeighed: true }),
    aProduct({ productId: 'repair', mustKeyInPrice: true, itemTaxGroupId: 'none' }),
    aProduct({ productId: 'cola' }), aProduct({ productId: 'bottle', itemTaxGroupId: 'both', isDeposit: true }),
  ]; // prettier-ignore
  const prices = {
    milk: (random.between(1, 99_999) / 100).toFixed(2),
    apples: (random.between(1, 9_999) / 100).toFixed(2),
    cola: '1.20',
    bottle: '0.30',
  };
  const links = new Map([['cola', [{ unitId: 'pcs', linkedProductId: 'bottle', quantity: quantity(random.between(1, 3) * 1_000) }]]]);
  const book = { ...aBook(prices, products), links, ...(random.percent(20) && { offers: offersOf(random) }) };
  return { rules: { ...rules, taxCodes: withTerms(rules) }, book };
}

/** A part off everything, and the second of two cartons at half price; they compete or add up. */
function offersOf(random: Random): Offer[] {
  const concurrency = random.oneOf(['exclusive', 'best-price', 'compounded'] as const);
  const any = {
    ...FOREVER,
    periods: [],
    concurrency,
    priority: random.below(2),
    needsCoupon: false,
    countsNonDiscountable: false,
  } as const;
  const everything: OfferSubject = { kind: 'all' };
  const milk: OfferSubject = { kind: 'product', productId: 'milk' };
  const line = (subject: OfferSubject, groupId: string | null) =>
    ({ lineNumber: 1, subject, unitId: null, isExcluded: false, groupId, reward: null }) as const;
  const off = parseRate(`0.${random.between(1, 99)}`);
  return [
    { ...any, kind: 'simple', offerId: 'off', name: 'Week', reward: { kind: 'percent', rate: off }, lines: [line(everything, null)] },
    {
      ...any, kind: 'mix-and-match', offerId: 'half', name: 'Second at half price', lines: [line(milk, 'g')], timesApplicable: null,
      groups: [{ groupId: 'g', quantity: quantity(2_000) }],
      deal: { kind: 'least-expensive', count: 1, reward: { kind: 'percent', rate: parseRate('0.5') }, favours: 'customer' },
    },
  ]; // prettier-ignore
}

/** Codes as the rules of a store hold them, whatever else a code may say. */
const withTerms = (rules: ChannelRules): ChannelRules['taxCodes'] => {
  const [sample] = someRules().taxCodes;
  return rules.taxCodes.map((code) => ({ ...sample, ...code }));
};

const pieces = (random: Random): Quantity => quantity(random.between(1, 20) * 1_000);

function randomLine(cart: Cart, index: number, shop: Shop, random: Random): CartOutcome {
  const lineId = `line-${index}`;
  const kind = random.below(100);
  if (kind < 5)
    return addGiftCardLine(cart, { lineId, cardNumber: `6000${index}`, load: amount(random.between(1, 50_000)), name: 'Gift card' });
  if (kind < 20)
    return addReturnLines(cart, randomSold(shop, random, index), [{ lineId, soldLineId: 'line-1', quantity: null }], SAID, shop.rules);
  if (kind < 30) return addBlindReturn(cart, [given(lineId, random)], { ...SAID, reference: 'seen' }, shop.book, shop.rules, NO_LIMITS);
  return addLine(cart, given(lineId, random), shop.book, shop.rules);
}

const SAID = { reason: 'damaged', staffId: 'anna' };

function given(lineId: string, random: Random): NewLine {
  const productId = random.oneOf(['milk', 'apples', 'repair', 'cola', 'bottle']);
  if (productId === 'bottle' && random.percent(50)) return aLine({ lineId, productId, quantity: quantity(-1_000 * random.between(1, 9)) });
  if (productId === 'apples' && random.percent(30))
    return aLine({ lineId, productId, entry: 'price-label', labelAmount: amount(random.between(1, 9_999)) });
  if (productId === 'apples') return aLine({ lineId, productId, weight: quantity(random.between(1, 5_000)) });
  return aLine({
    lineId,
    productId,
    quantity: pieces(random),
    unitPrice: productId === 'repair' ? unitPrice(random.between(1, 999) * 100) : null,
  });
}

/** An earlier sale of one product, of which something may have come back before. */
function randomSold({ rules, book }: Shop, random: Random, index: number): SoldTransaction {
  const productId = random.oneOf(['milk', 'cola']);
  const sold = cartOf(addLine(anEmptyCart(rules), aLine({ productId, quantity: pieces(random), at: NOON }), book, rules));
  const isBackInPart = random.percent(30) && (sold.lines[0]?.quantity ?? 0) > 1_000;
  return { ...aSold(sold, isBackInPart ? { 'line-1': '1' } : {}), transactionId: `sale-${index}` };
}

/** Pays in one to three parts, the last of them in cash or by card for exactly what is left, or in cash with change. */
function pay(cart: Cart, { rules }: Shop, random: Random): Cart {
  let paid = cart;
  for (let part = 0; part < 2 && random.percent(40); part += 1) {
    const { remaining } = calculateCart(paid).totals;
    const some = amount(Math.trunc(remaining / random.between(2, 5)));
    paid = random.percent(50)
      ? byCard(paid, `c${part}`, some)
      : taken(paid, addCash(paid, { tenderId: `p${part}`, tenderTypeId: random.oneOf(['cash', 'francs']), amount: some }, rules));
  }
  const { remaining } = calculateCart(paid).totals;
  if (remaining === 0) return paid;
  const cash = rules.tenderTypes.get('cash');
  if (!cash || random.percent(30)) return byCard(paid, 'last', remaining);
  const step = Math.max(1, cash.roundingStep);
  const over = remaining > 0 && random.percent(50) ? random.between(1, 200) * step : 0;
  const last = addCash(paid, { tenderId: 'last', tenderTypeId: 'cash', amount: amount(payableWith(remaining, cash) + over) }, rules);
  return cartOf(last);
}

function byCard(cart: Cart, tenderId: string, size: Amount): Cart {
  if (size === 0) return cart;
  const approved = {
    tenderId,
    tenderTypeId: 'card',
    amount: size,
    attemptId: tenderId,
    authorization: 'ok',
    cardLastDigits: '4242',
    giftCardNumber: null,
  };
  return cartOf(addApproved(cart, approved, aCard()));
}
