import fc from 'fast-check';
import {
  add,
  amount,
  extend,
  formatAmount,
  formatQuantity,
  formatUnitPrice,
  fraction,
  parseAmount,
  parseQuantity,
  parseRate,
  parseUnitPrice,
  quantity,
  subtract,
  unitPrice,
} from './amount';

const DIGITS = fc.constantFrom(0, 2, 3, 4);
const minorUnits = fc.integer({ min: -9_000_000_000_000, max: 9_000_000_000_000 });

describe('decimal texts', () => {
  it('read and write every amount exactly, with all digits of its currency', () => {
    fc.assert(fc.property(minorUnits, DIGITS, (value, digits) => parseAmount(formatAmount(amount(value), digits), digits) === value));
    expect([formatAmount(amount(-5), 2), formatAmount(amount(1234), 0), formatAmount(amount(7), 3)]).toEqual(['-0.05', '1234', '0.007']);
  });

  it('are as short as they can be for prices and quantities', () => {
    expect([formatUnitPrice(unitPrice(69_000)), formatUnitPrice(unitPrice(69_000), 2), formatQuantity(quantity(1_500))]).toEqual([
      '6.9',
      '6.90',
      '1.5',
    ]);
  });

  it.each(['', '1.', '.5', '1,5', '1e3', '+1', ' 1', '١', '0x1', 'NaN', '--1', '1.2.3'])('refuse %j', (text) => {
    expect(() => parseQuantity(text)).toThrow(expect.objectContaining({ code: 'number.malformed' }));
  });

  it('refuse digits the scale does not keep, and take zeros beyond it', () => {
    expect(() => parseAmount('1.005', 2)).toThrow(expect.objectContaining({ code: 'number.too-precise' }));
    expect(parseAmount('1.500', 2)).toBe(150);
  });

  it('refuse what a double cannot hold', () => {
    expect(() => parseUnitPrice('9999999999999')).toThrow(expect.objectContaining({ code: 'number.out-of-range' }));
    expect(() => add(amount(Number.MAX_SAFE_INTEGER), amount(1))).toThrow(expect.objectContaining({ code: 'number.out-of-range' }));
  });

  it('know no negative zero', () => {
    expect(Object.is(parseAmount('-0', 2), 0)).toBe(true);
    expect(Object.is(subtract(amount(0), amount(0)), 0)).toBe(true);
  });
});

describe('what a quantity costs', () => {
  it('is rounded once, away from zero, to the minor units of the currency', () => {
    expect(extend(parseUnitPrice('8.90'), parseQuantity('1.387'), 2)).toBe(1234);
    expect(extend(parseUnitPrice('0.005'), parseQuantity('1'), 2)).toBe(1);
    expect(extend(parseUnitPrice('0.005'), parseQuantity('-1'), 2)).toBe(-1);
    expect(extend(parseUnitPrice('99.5'), parseQuantity('1'), 0)).toBe(100);
    expect(extend(parseUnitPrice('1.2345'), parseQuantity('1'), 3)).toBe(1235);
  });

  it('is the same forth and back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e9 }),
        fc.integer({ min: 0, max: 1e6 }),
        DIGITS,
        (price, count, digits) =>
          extend(unitPrice(price), quantity(count), digits) === 0 - extend(unitPrice(price), quantity(-count), digits),
      ),
    );
  });
});

it('takes a part of an amount', () => {
  expect(fraction(amount(1000), parseRate('0.18'), 'half-away-from-zero')).toBe(180);
  expect(fraction(amount(25), parseRate('0.1'), 'half-even')).toBe(2);
});
