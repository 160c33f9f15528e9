import { formatAmount, formatQuantity, parseAmount, parseQuantity, parseRate, parseUnitPrice, quantity } from '@app/kernel';
import { aLine, anEmptyCart, aProduct, cartOf, FOREVER, someRules } from '../../test/builders';
import { aSold } from '../../test/sold';
import vectors from '../../test/vectors/deposit/deposit.json';
import type { Offer } from '../discounts/offer';
import type { CartOutcome } from '../outcome';
import { calculateCart } from '../pricing/calculate-cart';
import type { PricingBook, ProductLink } from '../pricing/pricing-book';
import { addReturnLines } from '../returns/begin-return';
import { addBlindReturn } from '../returns/blind-return';
import { brokenRules } from '../validation/rules';
import { addLine } from './add-line';
import { activeLines, type Cart } from './cart';
import type { CartLine } from './cart-line';
import { changeLine, voidLine } from './change-line';

interface Goods {
  readonly price: string;
  readonly tax: string;
  readonly isWeighed?: boolean;
  readonly isDeposit?: boolean;
  readonly comesWith?: Readonly<Record<string, string>>;
}
interface Case {
  readonly title: string;
  readonly do: readonly (readonly [verb: 'add' | 'change' | 'void', productId: string, count?: string])[];
  readonly offer?: { readonly percent?: string; readonly from?: string; readonly off?: string };
  readonly offTotal?: string;
  readonly back?: readonly [productId: string, count: string];
  readonly blind?: readonly [productId: string, count: string];
  readonly lines?: readonly string[];
  readonly total?: string;
  readonly tax?: string;
  readonly refused?: string;
}

const PRODUCTS = Object.entries(vectors.products as unknown as Record<string, Goods>);
const taxCodes = Object.entries(vectors.taxes).map(([taxCodeId, rate]) => ({ taxCodeId, name: taxCodeId, rate: parseRate(rate), ...FOREVER })); // prettier-ignore
const rules = someRules({ taxCodes, itemTaxGroups: new Map(taxCodes.map(({ taxCodeId }) => [taxCodeId, [taxCodeId]])) });
const unitOf = ({ isWeighed = false }: Goods): string => (isWeighed ? 'kg' : 'pcs');
const money = (value: ReturnType<typeof parseAmount>): string => formatAmount(value, 2);

const BOOK: PricingBook = {
  catalogVersion: 1,
  products: new Map(
    PRODUCTS.map(([productId, { tax, isWeighed = false, isDeposit = false, ...goods }]) => [
      productId,
      aProduct({ productId, name: productId, itemTaxGroupId: tax, unitId: unitOf({ isWeighed, tax, ...goods }), isWeighed, isDeposit }),
    ]),
  ),
  prices: new Map(
    PRODUCTS.map(([productId, goods]) => [
      productId,
      [{ priceId: productId, productId, unitId: unitOf(goods), unitPrice: parseUnitPrice(goods.price), ...FOREVER }],
    ]),
  ),
  links: new Map(PRODUCTS.map(([productId, goods]) => [productId, linksOf(goods)])),
};

function linksOf(goods: Goods): ProductLink[] {
  const linked = Object.entries(goods.comesWith ?? {});
  return linked.map(([linkedProductId, count]) => ({ unitId: unitOf(goods), linkedProductId, quantity: parseQuantity(count) }));
}

function offerOf({ percent, from = '0', off = '0' }: NonNullable<Case['offer']>): Offer {
  const line = { lineNumber: 1, subject: { kind: 'all' }, unitId: null, isExcluded: false, groupId: null, reward: null } as const;
  const any = {
    offerId: 'offer', name: 'Offer', concurrency: 'best-price', priority: 0, periods: [], lines: [line], needsCoupon: false,
    countsNonDiscountable: true, ...FOREVER,
  } as const; // prettier-ignore
  if (percent !== undefined) return { ...any, kind: 'simple', reward: { kind: 'percent', rate: parseRate(percent) } };
  const tier = { minimumAmount: parseAmount(from, 2), reward: { kind: 'amount', amount: parseAmount(off, 2) } } as const;
  return { ...any, kind: 'threshold', tiers: [tier] };
}

const asked = (productId: string, text: string, lineId: string) => {
  const count = parseQuantity(text);
  return aLine({
    lineId,
    productId,
    barcode: null,
    ...(BOOK.products.get(productId)?.isWeighed ? { weight: count } : { quantity: count }),
  });
};

function sold(given: Case): CartOutcome {
  const book = given.offer ? { ...BOOK, offers: [offerOf(given.offer)] } : BOOK;
  const reward = { kind: 'amount', amount: parseAmount(given.offTotal ?? '0', 2) } as const;
  const manual = given.offTotal === undefined ? {} : { manualDiscount: { reward, reason: null, staffId: null } };
  let last: CartOutcome = { kind: 'unchanged', cart: { ...anEmptyCart(rules), ...manual } };
  for (const [index, [verb, productId, count = '1']] of given.do.entries()) {
    const cart = cartOf(last);
    const { lineId = '' } = activeLines(cart).find((line) => line.productId === productId) ?? {};
    if (verb === 'add') last = addLine(cart, asked(productId, count, `0000000${index}-line`), book, rules);
    else if (verb === 'change') last = changeLine(cart, lineId, { quantity: parseQuantity(count) });
    else last = voidLine(cart, lineId);
  }
  return last;
}

function taken(given: Case): CartOutcome {
  const said = { reason: 'not-wanted', staffId: 'anna' };
  const outcome = sold(given);
  if (given.back) {
    const [productId, count] = given.back;
    const sale = aSold(cartOf(outcome));
    const { lineId: soldLineId = '' } = sale.lines.find((line) => line.productId === productId) ?? {};
    return addReturnLines(anEmptyCart(rules), sale, [{ lineId: '00000009-back', soldLineId, quantity: parseQuantity(count) }], said, rules);
  }
  if (!given.blind) return outcome;
  const [productId, count] = given.blind;
  const line = asked(productId, count, '00000009-back');
  return addBlindReturn(anEmptyCart(rules), [line], { ...said, reference: 'seen' }, BOOK, rules, { line: null, total: null });
}

const textOf = (line: CartLine, amount: string): string => `${formatQuantity(line.quantity ?? quantity(0))} ${line.name} ${amount}`;

describe(vectors.title, () => {
  it.each(vectors.cases as unknown as readonly Case[])('$title', (given) => {
    const outcome = taken(given);
    expect(outcome.kind === 'refused' ? outcome.code : undefined).toBe(given.refused);
    if (outcome.kind === 'refused') return;
    const { lines, totals } = calculateCart(outcome.cart);
    const shown = lines.filter(({ line }) => !line.isVoided).map(({ line, gross }) => textOf(line, money(gross)));
    expect(shown).toEqual(given.lines);
    expect(money(totals.gross)).toBe(given.total);
    if (given.tax !== undefined) expect(money(totals.tax)).toBe(given.tax);
    expect(brokenRules(calculateCart(paid(outcome.cart)))).toEqual([]);
  });

  it('names its source', () => {
    expect(vectors.source.length).toBeGreaterThan(20);
  });
});

/** Paid by card, to the cent, so that the rules of a finished sale can be asked. */
function paid(cart: Cart): Cart {
  const { remaining } = calculateCart(cart).totals;
  const nothing = { change: parseAmount('0', 2), changeTenderTypeId: null, rounding: parseAmount('0', 2), isVoided: false };
  const card = {
    tenderId: 't',
    tenderTypeId: 'card',
    function: 'card',
    attemptId: 'a',
    authorization: null,
    cardLastDigits: null,
  } as const;
  const kind = remaining < 0 ? 'refund' : 'payment';
  return { ...cart, tenders: [{ ...card, ...nothing, kind, tendered: remaining, giftCardNumber: null }] };
}
