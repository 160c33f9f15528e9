import { currencyOf, formatAmount, parseRate, quantity, unitPrice, type Amount } from '@app/kernel';
import fc from 'fast-check';
import { aBook, aCartOf, APPLES, aProduct, FOREVER, someRules } from '../../test/builders';
import vectors from '../../test/golden-vectors.json';
import type { Cart } from '../cart/cart';
import type { CartLine } from '../cart/cart-line';
import { calculateCart } from './calculate-cart';

describe('golden vectors', () => {
  it.each(vectors)('$name', (vector) => {
    const taxCodes = vector.rates.map((rate, index) => ({ taxCodeId: `t${index}`, name: '', rate: parseRate(rate), ...FOREVER }));
    const itemTaxGroups = new Map([['full', taxCodes.map((code) => code.taxCodeId)]]);
    const currency = currencyOf(vector.currency);
    const rules = someRules({ currency, pricesIncludeTax: vector.pricesIncludeTax, taxCodes, itemTaxGroups });
    const products = vector.lines.map((_, index) => ({ ...APPLES, productId: `p${index}` }));
    const prices = Object.fromEntries(vector.lines.map(([price], index) => [`p${index}`, price ?? '']));
    const wanted = Object.fromEntries(vector.lines.map(([, count], index) => [`p${index}`, count ?? '']));
    const { lines, totals } = calculateCart(aCartOf(wanted, aBook(prices, products), rules));
    const text = (value: Amount): string => formatAmount(value, currency.minorDigits);
    expect(lines.map((line) => [text(line.net), text(line.tax), text(line.gross)])).toEqual(vector.lineTotals);
    expect([text(totals.net), text(totals.tax), text(totals.gross)]).toEqual([vector.net, vector.tax, vector.gross]);
  });
});

const [template] = aCartOf({ milk: '1' }).lines as [CartLine];
const anyLine = fc.record({
  quantity: fc.integer({ min: 1, max: 50_000 }).map(quantity),
  unitPrice: fc.integer({ min: 1, max: 9_999_999 }).map(unitPrice),
  isVoided: fc.boolean(),
  taxCodes: fc.subarray([
    { taxCodeId: 'city', rate: parseRate('0.02') },
    { taxCodeId: 'vat', rate: parseRate('0.18') },
  ]),
});
const anyCart = fc
  .record({ pricesIncludeTax: fc.boolean(), lines: fc.array(anyLine, { minLength: 1, maxLength: 12 }) })
  .map(({ pricesIncludeTax, lines }): Cart => ({
    ...aCartOf({}),
    pricesIncludeTax,
    lines: lines.map((line, index) => ({ ...template, ...line, lineId: `l${index}`, lineNumber: index + 1 })),
  }));

describe('totals of any cart', () => {
  it('are the sums of lines that are not voided, and net plus tax is gross in each and all', () => {
    fc.assert(
      fc.property(anyCart, (cart) => {
        const { lines, totals, taxes } = calculateCart(cart);
        const counted = lines.filter(({ line }) => !line.isVoided);
        const sum = (pick: (line: (typeof lines)[number]) => number): number => counted.reduce((all, line) => all + pick(line), 0);
        expect([totals.net, totals.tax, totals.gross]).toEqual([
          sum((line) => line.net),
          sum((line) => line.tax),
          sum((line) => line.gross),
        ]);
        expect(totals.net + totals.tax).toBe(totals.gross);
        expect(taxes.reduce((all, tax) => all + tax.amount, 0)).toBe(totals.tax);
        for (const line of lines) expect(line.net + line.tax).toBe(line.gross);
      }),
    );
  });

  it('do not depend on the order of lines', () => {
    fc.assert(
      fc.property(anyCart, (cart) => {
        const turned = { ...cart, lines: [...cart.lines].reverse() };
        const [{ totals, taxes }, other] = [calculateCart(cart), calculateCart(turned)];
        expect(other.totals).toEqual(totals);
        expect(other.taxes).toEqual(taxes);
      }),
    );
  });

  it('agree between inclusive and exclusive prices: taking out what was put on top gives back the net to one unit per code', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), fc.integer({ min: 0, max: 500_000 }), (net, rate) => {
        const codes = [{ taxCodeId: 'vat', rate: parseRate(`0.${String(rate).padStart(6, '0')}`) }];
        const line = { ...template, quantity: quantity(1000), taxCodes: codes };
        const cart = (price: number, pricesIncludeTax: boolean): Cart => ({
          ...aCartOf({}),
          pricesIncludeTax,
          lines: [{ ...line, unitPrice: unitPrice(price) }],
        });
        const onTop = calculateCart(cart(net * 100, false)).totals;
        const within = calculateCart(cart(onTop.gross * 100, true)).totals;
        expect(within.gross).toBe(onTop.gross);
        expect(Math.abs(within.net - onTop.net)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

it('counts pieces whole, and what is weighed as one', () => {
  expect(calculateCart(aCartOf({ milk: '3', apples: '2.5' })).totals).toMatchObject({ lineCount: 2, itemCount: 4 });
});

it('charges no tax on what is in no group of the store', () => {
  const book = aBook({}, [aProduct({ itemTaxGroupId: 'elsewhere' })]);
  expect(calculateCart(aCartOf({ milk: '1' }, book)).totals).toMatchObject({ net: 690, tax: 0, gross: 690 });
});
