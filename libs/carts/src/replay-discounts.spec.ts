import { addLine, beginCart, calculateCart, type Offer } from '@app/commerce';
import { formatAmount } from '@app/kernel';
import fc from 'fast-check';
import { anyDiscountBasket } from '../../commerce/test/any-discounts';
import { aBook, aLine, aProduct, cartOf, NOON, someRules } from '../../commerce/test/builders';
import { replayedDiscounts } from './replay-discounts';
import { saleBodyOf } from './sale-body';

const PRODUCTS = ['a', 'b', 'c', 'd', 'e'].map((productId) => aProduct({ productId, isDiscountable: productId !== 'e' }));

describe('a sale reckoned again from its record', () => {
  it('has the same discounts to the cent, whatever the offers were', () => {
    fc.assert(
      fc.property(anyDiscountBasket(), ({ goods, offers, control }) => {
        const sale = calculateCart(
          aSale(
            goods.map(({ productId, quantity }) => [productId, quantity] as const),
            offers,
            control,
          ),
        );
        const body = saleBodyOf(sale, { receiptNumber: 'R1', perpetualTotal: '0' });
        const read = JSON.parse(JSON.stringify(body)) as typeof body;
        const given = sale.lines.flatMap(({ line, discounts }) =>
          discounts.map(({ offerId, amount }) => ({ lineId: line.lineId, offerId, amount: formatAmount(amount, 2) })),
        );
        expect(replayedDiscounts(read)).toEqual(given);
      }),
    );
  });

  it('has none where there were none', () => {
    const body = saleBodyOf(calculateCart(aSale([['a', 1000]], undefined, 'compound-within')), {
      receiptNumber: 'R1',
      perpetualTotal: '0',
    });
    expect([body.inputs.discounts, body.totals.discount, replayedDiscounts(body)]).toEqual([undefined, undefined, []]);
  });
});

function aSale(goods: readonly (readonly [string, number])[], offers: readonly Offer[] | undefined, discountControl: 'compound-within' | 'compound-across') {
  const rules = someRules({ discountControl });
  const book = { ...aBook({ a: '6.90', b: '12.35', c: '0.99', d: '30', e: '4.50' }, PRODUCTS), ...(offers && { offers }) };
  const begun = beginCart({ id: 'cart', mode: 'live', registerId: 'r1', drawerId: 'd1', staffId: 'anna', shift: null, at: NOON }, rules);
  return goods.reduce((cart, [productId, quantity], index) => {
    const count = (Math.floor(quantity / 1000) * 1000) as never;
    return cartOf(addLine(cart, aLine({ lineId: `l${index}`, productId, quantity: count }), book, rules));
  }, begun);
} // prettier-ignore
