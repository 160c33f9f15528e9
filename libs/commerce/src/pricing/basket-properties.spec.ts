import { negate, quantity, type Quantity } from '@app/kernel';
import { aLine, anEmptyCart, cartOf } from '../../test/builders';
import { Random } from '../../test/random';
import { randomBasket } from '../../test/random-sale';
import { addLine } from '../cart/add-line';
import type { Cart } from '../cart/cart';
import { comesBack } from '../cart/cart-line';
import { voidLine } from '../cart/change-line';
import { addReturnLines, type SoldTransaction } from '../returns/begin-return';
import { calculateCart } from './calculate-cart';
import type { CalculatedCart } from './calculated-cart';

const BASKETS = 500;
const seeds = Array.from({ length: BASKETS }, (_, index) => index + 1);

/** What is charged for each line, by its id, and for all. */
function charged({ lines, totals, taxes }: CalculatedCart) {
  const byLine = lines.map(({ line, amount, discount, net, tax, gross }) => [line.lineId, amount, discount, net, tax, gross] as const);
  return { byLine: byLine.toSorted(([a], [b]) => (a < b ? -1 : 1)), totals, taxes };
}

describe(`${BASKETS} random baskets, with offers, discounts of people, labels, weights, returns and any taxes`, () => {
  it('cost the same in whatever order their lines came', () => {
    for (const seed of seeds) {
      const { cart } = randomBasket(new Random(seed));
      expect([seed, charged(calculateCart({ ...cart, lines: cart.lines.toReversed() }))]).toEqual([seed, charged(calculateCart(cart))]);
    }
  });

  it('cost what they did before once a line that was added is taken away again', () => {
    for (const seed of seeds) {
      const { cart, shop } = randomBasket(new Random(seed));
      const outcome = addLine(cart, aLine({ lineId: 'more', productId: 'milk', quantity: quantity(2_000) }), shop.book, shop.rules);
      if (outcome.kind === 'refused') throw new Error(outcome.code);
      const { lines, totals, taxes } = calculateCart(cartOf(voidLine(outcome.cart, 'more')));
      const without = { lines: lines.filter(({ line }) => line.lineId !== 'more'), totals, taxes };
      expect([seed, charged({ ...calculateCart(cart), ...without })]).toEqual([seed, charged(calculateCart(cart))]);
    }
  });

  it('have no line below nothing, but for what comes back and empties, and no price below nothing', () => {
    for (const seed of seeds) {
      const { lines } = calculateCart(randomBasket(new Random(seed)).cart);
      for (const { line } of lines) expect([seed, (line.unitPrice ?? 0) >= 0]).toEqual([seed, true]);
      const sold = lines.filter(({ line }) => !line.isVoided && !comesBack(line) && !line.isDeposit);
      for (const { amount, net, gross } of sold) expect([seed, Math.min(amount, net, gross) >= 0]).toEqual([seed, true]);
    }
  });

  it('have parts that add up: lines to totals, discounts to what a line is short of its full price, taxes to the tax', () => {
    for (const seed of seeds) {
      const { cart, lines, totals, taxes } = calculateCart(randomBasket(new Random(seed)).cart);
      const counted = lines.filter(({ line }) => !line.isVoided);
      const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);
      for (const { amount, discounts, net, gross } of counted)
        expect(amount - sum(discounts.map((one) => one.amount))).toBe(cart.pricesIncludeTax ? gross : net);
      expect([totals.net, totals.tax, totals.gross]).toEqual([sum(counted.map((one) => one.net)), sum(taxes.map((one) => one.amount)), sum(counted.map((one) => one.gross))]); // prettier-ignore
    }
  });

  it('come back for exactly what was charged, tax by tax', () => {
    for (const seed of seeds) {
      const { cart, shop } = randomBasket(new Random(seed));
      const sale = calculateCart({
        ...cart,
        lines: cart.lines.filter((line) => !line.isVoided && !comesBack(line) && line.kind === 'product' && (line.quantity ?? 0) > 0),
      });
      if (sale.lines.length === 0) continue;
      const wanted = sale.lines.map(({ line: { lineId } }) => ({ lineId: `back-${lineId}`, soldLineId: lineId, quantity: null }));
      const back = cartOf(addReturnLines(emptyCartOf(cart, shop.rules), soldAs(sale), wanted, { reason: 'damaged', staffId: 'anna' }, shop.rules)); // prettier-ignore
      const { totals, taxes } = calculateCart(back);
      expect([seed, totals.net, totals.gross]).toEqual([seed, negate(sale.totals.net), negate(sale.totals.gross)]);
      expect(taxes.map(({ taxCodeId, amount }) => [taxCodeId, amount])).toEqual(sale.taxes.map(({ taxCodeId, amount }) => [taxCodeId, negate(amount)])); // prettier-ignore
    }
  });
});

const emptyCartOf = ({ currency }: Cart, rules: Parameters<typeof anEmptyCart>[0]): Cart => ({ ...anEmptyCart(rules), currency });

function soldAs({ lines }: CalculatedCart): SoldTransaction {
  return {
    transactionId: 'sale', receiptNumber: 'R', registerId: 'r1', payments: [],
    lines: lines.map(({ line, net, gross, taxes }) => ({
      ...line, net, gross, taxes, quantity: line.quantity as Quantity, unitPrice: line.unitPrice as never, returnedQuantity: quantity(0),
    })),
  }; // prettier-ignore
}
