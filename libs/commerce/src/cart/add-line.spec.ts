import { parseUnitPrice } from '@app/kernel';
import { aBook, aLine, anEmptyCart, APPLES, aProduct, cartOf, count, FOREVER, minor, someRules } from '../../test/builders';
import { calculateCart } from '../pricing/calculate-cart';
import { addLine } from './add-line';

const rules = someRules();
const add = (given: Parameters<typeof aLine>[0], book = aBook()) => addLine(anEmptyCart(), aLine(given), book, rules);

describe('adding a line', () => {
  it('takes one piece at the price of the day when nothing else is said', () => {
    const [line] = cartOf(add({})).lines;
    expect(line).toMatchObject({ lineNumber: 1, quantity: 1000, unitPrice: 69_000, priceSource: 'price-list', priceId: 'p-milk' });
  });

  it('adds nothing twice when the same line id comes again', () => {
    const cart = cartOf(add({}));
    expect(addLine(cart, aLine(), aBook(), rules)).toEqual({ kind: 'unchanged', cart });
  });

  it('refuses a known line id for something else', () => {
    expect(addLine(cartOf(add({})), aLine({ productId: 'wine' }), aBook(), rules)).toMatchObject({ code: 'line.id-taken' });
  });

  it('refuses what is unknown, blocked or has no price', () => {
    expect(add({ productId: 'nothing' })).toMatchObject({ code: 'product.unknown' });
    expect(add({}, aBook({}, [aProduct({ isBlocked: true })]))).toMatchObject({ code: 'product.blocked' });
    expect(add({}, { ...aBook(), prices: new Map() })).toMatchObject({ code: 'product.no-price' });
  });

  it.each(['0', '-1', '1.5', '100001'])('refuses %s pieces', (quantity) => {
    expect(add({ quantity: count(quantity) })).toMatchObject({ code: 'line.quantity-invalid' });
  });

  it('asks for a weight when a weighed product comes without one, and takes no piece count for it', () => {
    const cart = cartOf(add({ productId: 'apples' }));
    expect(calculateCart(cart).requirements).toMatchObject([{ kind: 'weight', lineId: 'line-1' }]);
    expect(add({ productId: 'apples', quantity: count('1') })).toMatchObject({ details: { field: '/quantity' } });
    expect(add({ weight: count('1') })).toMatchObject({ details: { field: '/weight' } });
  });

  it('asks for a price where it is keyed, and lets nobody key another', () => {
    expect(calculateCart(cartOf(add({ productId: 'repair' }))).requirements).toMatchObject([{ kind: 'price' }]);
    expect(cartOf(add({ productId: 'repair', unitPrice: parseUnitPrice('12.50') })).lines[0]).toMatchObject({
      priceSource: 'keyed',
      unitPrice: 125_000,
    });
    expect(add({ unitPrice: parseUnitPrice('1') })).toMatchObject({ code: 'line.not-changeable', details: { field: '/unitPrice' } });
    expect(add({ productId: 'repair', unitPrice: parseUnitPrice('0') })).toMatchObject({ code: 'line.price-invalid' });
  });

  it('charges exactly what a price label says and reads the weight from it', () => {
    const cart = cartOf(add({ productId: 'apples', entry: 'price-label', labelAmount: minor(1234) }));
    expect(cart.lines[0]).toMatchObject({ quantity: 1387, unitPrice: 89_000, priceSource: 'label' });
    expect(calculateCart(cart).totals.gross).toBe(1234);
  });

  it('takes a price label as the price of one when the product is not weighed or has no price', () => {
    const label = { entry: 'price-label', labelAmount: minor(1234) } as const;
    expect(cartOf(add(label)).lines[0]).toMatchObject({ quantity: 1000, unitPrice: 123_400 });
    const unpriced = { ...aBook({}, [APPLES]), prices: new Map() };
    expect(cartOf(add({ ...label, productId: 'apples' }, unpriced)).lines[0]).toMatchObject({ quantity: 1000, unitPrice: 123_400 });
  });

  it('refuses an amount beyond every register', () => {
    const book = aBook({ milk: '900000000' });
    expect(add({ quantity: count('100000') }, book)).toMatchObject({ code: 'line.amount-too-large' });
  });

  it('has the price of its minute, and says by which catalog', () => {
    const later = { ...aBook(), prices: new Map([['milk', [priceFrom('12:30', '7.90'), priceFrom('00:00', '6.90')]]]) };
    const at = (time: string) => cartOf(addLine(anEmptyCart(), aLine({ at: Date.parse(`2026-08-10T${time}Z`) }), later, rules)).lines[0];
    expect(at('09:29:59')).toMatchObject({ unitPrice: 69_000, quoted: { catalogVersion: 1, at: Date.parse('2026-08-10T09:29:59Z') } });
    expect(at('09:30:00')).toMatchObject({ unitPrice: 79_000, priceId: 'from-12:30' });
  });
});

const priceFrom = (validFromTime: string, price: string) => ({
  priceId: `from-${validFromTime}`, productId: 'milk', unitId: 'pcs', unitPrice: parseUnitPrice(price), ...FOREVER, validFrom: '2026-08-10', validFromTime,
}); // prettier-ignore
