import { aBook, aLine, anEmptyCart, APPLES, cartOf, count, minor, someRules } from '../../test/builders';
import { calculateCart } from '../pricing/calculate-cart';
import { addBlindReturn } from '../returns/blind-return';
import { addLine } from './add-line';
import { answerRequirement } from './answer-requirement';
import { changeLine } from './change-line';

const rules = someRules();
/** Apples at 8.90 a kilogram in a bag of 15 g, not less than 40 g of them. */
const book = aBook({}, [{ ...APPLES, tare: count('0.015'), minimumWeight: count('0.040') }]);
const add = (given: Parameters<typeof aLine>[0], from = book) =>
  addLine(anEmptyCart(rules), aLine({ productId: 'apples', ...given }), from, rules);
const gross = (outcome: ReturnType<typeof add>) => calculateCart(cartOf(outcome)).totals.gross;

describe('weighing', () => {
  it('takes the packaging off what the scale shows: that of the product, or what is keyed', () => {
    expect(cartOf(add({ weight: count('1.015') })).lines[0]).toMatchObject({ quantity: 1000, tare: 15 });
    expect(cartOf(add({ weight: count('1.015'), tare: count('0.115') })).lines[0]).toMatchObject({ quantity: 900, tare: 115 });
    expect(gross(add({ weight: count('1.015'), tare: count('0') }))).toBe(903);
  });

  it('refuses what is too light for the scale, or lighter than its packaging', () => {
    expect(add({ weight: count('0.054') })).toMatchObject({ code: 'line.weight-too-low', details: { field: '/weight', minimum: '0.04' } });
    expect(gross(add({ weight: count('0.055') }))).toBe(36);
    const bagged = aBook({}, [{ ...APPLES, tare: count('0.015') }]);
    expect(add({ weight: count('0.015') }, bagged)).toMatchObject({ code: 'line.weight-too-low', details: { minimum: '0.001' } });
    expect(add({ weight: count('1'), tare: count('-1') })).toMatchObject({ code: 'line.quantity-invalid', details: { field: '/tare' } });
  });

  it('takes nothing off a label: what it says wins', () => {
    expect(cartOf(add({ entry: 'weight-label', weight: count('0.020') })).lines[0]).toMatchObject({ quantity: 20 });
    expect(gross(add({ entry: 'price-label', labelAmount: minor(17) }))).toBe(17);
  });

  it('is the same when goods are weighed later, weighed again, or come back without a receipt', () => {
    const cart = cartOf(add({}));
    const weight = { kind: 'weight', lineId: 'line-1', weight: count('0.515'), isWeightKeyed: false } as const;
    const weighed = cartOf(answerRequirement(cart, weight, null));
    expect(weighed.lines[0]).toMatchObject({ quantity: 500, tare: 15 });
    expect(answerRequirement(weighed, weight, null).kind).toBe('unchanged');
    const again = changeLine(weighed, 'line-1', { weight: count('0.500'), tare: count('0.100') });
    expect(cartOf(again).lines[0]).toMatchObject({ quantity: 400, tare: 100 });
    expect(changeLine(weighed, 'line-1', { weight: count('0.050') })).toMatchObject({ code: 'line.weight-too-low' });
    expect(changeLine(weighed, 'line-1', { tare: count('0.1') })).toMatchObject({
      code: 'line.not-changeable',
      details: { field: '/tare' },
    });
    const back = [aLine({ productId: 'apples', weight: count('0.515') })];
    const said = { reason: 'damaged', reference: 'seen', staffId: null };
    const returned = addBlindReturn(anEmptyCart(rules), back, said, book, rules, { line: null, total: null });
    expect(cartOf(returned).lines[0]).toMatchObject({ quantity: -500 });
  });
});
