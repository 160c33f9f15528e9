import { amount, quantity } from '@app/kernel';
import fc from 'fast-check';
import { aCartOf, anEmptyCart, aTender, cartOf, count, minor, someRules } from '../../test/builders';
import { aSold as sold } from '../../test/sold';
import { calculateCart } from '../pricing/calculate-cart';
import { addCash } from '../tender/tenders';
import { addReturnLines, type SoldTransaction } from './begin-return';
import { returnShare } from './return-share';

const back = (soldLineId: string, size: string | null) => ({
  lineId: `back-${soldLineId}`,
  soldLineId,
  quantity: size === null ? null : count(size),
});
const giveBack = (sale: SoldTransaction, ...lines: ReturnType<typeof back>[]) =>
  addReturnLines(anEmptyCart(), sale, lines, { reason: 'damaged', staffId: 'anna' }, someRules());

describe('a return by receipt', () => {
  it('is the exact reverse of what was charged, whatever prices are today', () => {
    const sale = aCartOf({ milk: '3', apples: '1.387' });
    const original = calculateCart(sale).totals;
    const { totals, requirements } = calculateCart(cartOf(giveBack(sold(sale), back('line-1', null), back('line-2', null))));
    expect(totals).toMatchObject({ net: -original.net, tax: -original.tax, gross: -original.gross });
    expect(requirements).toEqual([]);
  });

  it('gives no more than is left', () => {
    const sale = sold(aCartOf({ milk: '3' }), { 'line-1': '2' });
    expect(giveBack(sale, back('line-1', '2'))).toMatchObject({
      code: 'return.quantity-exceeded',
      details: { left: '1', field: '/lines/0/quantity' },
    });
    expect(cartOf(giveBack(sale, back('line-1', null))).lines[0]).toMatchObject({ quantity: -1000 });
    expect(giveBack(sold(aCartOf({ milk: '1' }), { 'line-1': '1' }), back('line-1', null))).toMatchObject({
      code: 'return.quantity-exceeded',
    });
  });

  it('takes a line once per cart, and no voided, unknown or negative one', () => {
    const sale = sold(aCartOf({ milk: '3' }));
    expect(giveBack(sale, back('line-1', '1'), { ...back('line-1', '1'), lineId: 'other' })).toMatchObject({
      code: 'return.quantity-exceeded',
    });
    expect(giveBack(sale, back('line-7', '1'))).toMatchObject({ code: 'return.line-unknown' });
    expect(giveBack({ ...sale, lines: sale.lines.map((line) => ({ ...line, isVoided: true })) }, back('line-1', '1'))).toMatchObject({
      code: 'return.line-voided',
    });
    expect(giveBack(sale)).toMatchObject({ code: 'return.nothing-chosen' });
  });

  it('is refunded in cash that can be given, to the step', () => {
    const rules = someRules({ tenders: [aTender({ roundingStep: minor(10) })] });
    const cart = cartOf(giveBack(sold(aCartOf({ wine: '1', milk: '1' })), back('line-2', null)));
    const give = (size: number, under = rules) => addCash(cart, { tenderId: 't', tenderTypeId: 'cash', amount: minor(size) }, under);
    expect(calculateCart(cartOf(give(-690))).totals).toMatchObject({ remaining: 0, paid: -690, due: -690 });
    expect(give(-700)).toMatchObject({ code: 'tender.overtender' });
    expect(give(690)).toMatchObject({ code: 'tender.wrong-sign' });
    expect(give(-690, someRules({ tenders: [aTender({ allowsReturn: false })] }))).toMatchObject({ code: 'tender.no-return' });
  });
});

describe('a line that comes back in any pieces', () => {
  it('gives back exactly what was charged, tax by tax', () => {
    const pieces = fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(pieces, fc.integer({ min: 0, max: 1_000_000 }), fc.boolean(), (parts, gross, pricesIncludeTax) => {
        const tax = Math.round((gross * 18) / 118);
        const soldTaxes = [{ taxCodeId: 'vat', rate: 180_000 as never, base: amount(gross - tax), amount: amount(tax) }];
        const whole = quantity(parts.reduce((a, b) => a + b, 0));
        const sums = { net: 0, tax: 0, gross: 0 };
        let before = 0;
        for (const part of parts) {
          const origin = {
            transactionId: 's',
            lineId: 'l',
            receiptNumber: 'r',
            registerId: 'r',
            soldQuantity: whole,
            soldNet: amount(gross - tax),
            soldGross: amount(gross),
            soldTaxes,
            returnedBefore: quantity(before),
          };
          const share = returnShare(origin, quantity(part), pricesIncludeTax);
          for (const key of ['net', 'tax', 'gross'] as const) sums[key] -= share[key];
          before += part;
        }
        expect(sums).toEqual({ net: gross - tax, tax, gross });
      }),
    );
  });
});
