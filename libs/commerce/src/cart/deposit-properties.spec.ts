import { quantity } from '@app/kernel';
import fc from 'fast-check';
import { aBook, aLine, anEmptyCart, aProduct, cartOf, someRules } from '../../test/builders';
import { aSold } from '../../test/sold';
import { calculateCart } from '../pricing/calculate-cart';
import type { PricingBook } from '../pricing/pricing-book';
import { addReturnLines } from '../returns/begin-return';
import { addLine } from './add-line';
import type { Cart } from './cart';
import { changeLine, voidLine } from './change-line';

const rules = someRules();
const products = [aProduct(), aProduct({ productId: 'cola' }), aProduct({ productId: 'bottle', itemTaxGroupId: 'both', isDeposit: true })];
const pieces = fc.integer({ min: 1, max: 60 });

/** Cola with so many deposits a bottle, at prices that do not divide evenly. */
const bookOf = (perBottle: number, cents: number): PricingBook => ({
  ...aBook({ cola: `0.${cents}`, bottle: '0.07' }, products),
  links: new Map([['cola', [{ unitId: 'pcs', linkedProductId: 'bottle', quantity: quantity(perBottle * 1_000) }]]]),
});

const cola = (lineId: string, count: number) => aLine({ lineId, productId: 'cola', quantity: quantity(count * 1_000) });
const added = (cart: Cart, line: ReturnType<typeof cola>, book: PricingBook): Cart => cartOf(addLine(cart, line, book, rules));

describe('deposits of any basket', () => {
  it('are as many as their bottles say, whatever becomes of the line', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), fc.array(pieces, { minLength: 1, maxLength: 5 }), (perBottle, counts) => {
        const [first = 1, ...later] = counts;
        let cart = added(anEmptyCart(rules), cola('a0000000', first), bookOf(perBottle, 99));
        for (const count of later) cart = cartOf(changeLine(cart, 'a0000000', { quantity: quantity(count * 1_000) }));
        const last = counts.at(-1) ?? 0;
        expect(cart.lines.map((line) => line.quantity)).toEqual([last * 1_000, last * perBottle * 1_000]);
      }),
    );
  });

  it('leave with their bottles a cart that costs what it did before', () => {
    fc.assert(
      fc.property(pieces, pieces, (count, milk) => {
        const book = bookOf(1, 99);
        const before = added(anEmptyCart(rules), aLine({ quantity: quantity(milk * 1_000) }), book);
        const after = cartOf(voidLine(added(before, cola('a0000000', count), book), 'a0000000'));
        expect(calculateCart(after).totals).toEqual(calculateCart(before).totals);
      }),
    );
  });

  it('cost the same in whatever order the goods come', () => {
    fc.assert(
      fc.property(pieces, pieces, (one, other) => {
        const book = bookOf(2, 37);
        const [a, b] = [cola('a0000000', one), aLine({ lineId: 'b0000000', productId: 'bottle', quantity: quantity(-other * 1_000) })];
        const forth = added(added(anEmptyCart(rules), a, book), b, book);
        const back = added(added(anEmptyCart(rules), b, book), a, book);
        expect(calculateCart(forth).totals).toEqual(calculateCart(back).totals);
      }),
    );
  });

  it('go back with their bottles, in parts of any size, to the cent', () => {
    fc.assert(
      fc.property(pieces, fc.integer({ min: 10, max: 99 }), fc.array(pieces, { maxLength: 4 }), (count, cents, parts) => {
        const sold = added(anEmptyCart(rules), cola('a0000000', count), bookOf(3, cents));
        const [, linked] = sold.lines;
        let left = count;
        const back = { gross: 0, tax: 0 };
        for (const wanted of [...parts, count]) {
          const part = Math.min(wanted, left);
          if (part === 0) continue;
          const returned = { a0000000: String(count - left), [linked?.lineId ?? '']: String((count - left) * 3) };
          const chosen = [{ lineId: 'c0000000', soldLineId: 'a0000000', quantity: quantity(part * 1_000) }];
          const said = { reason: 'damaged', staffId: null };
          const cart = cartOf(addReturnLines(anEmptyCart(rules), aSold(sold, returned), chosen, said, rules));
          const { totals } = calculateCart(cart);
          back.gross += totals.gross;
          back.tax += totals.tax;
          left -= part;
        }
        const { gross, tax } = calculateCart(sold).totals;
        expect([left, back.gross, back.tax]).toEqual([0, -gross, -tax]);
      }),
    );
  });
});
