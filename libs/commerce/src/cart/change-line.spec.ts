import { parseUnitPrice } from '@app/kernel';
import { aBook, aCartOf, aLine, anEmptyCart, aTender, cartOf, count, minor, someRules } from '../../test/builders';
import { calculateCart } from '../pricing/calculate-cart';
import { addCash } from '../tender/tenders';
import { addLine } from './add-line';
import { changeLine, voidLine } from './change-line';

describe('changing a line', () => {
  it('sets the quantity of pieces and the weight of what is weighed', () => {
    const cart = aCartOf({ milk: '1', apples: '0.5' });
    expect(cartOf(changeLine(cart, 'line-1', { quantity: count('3') })).lines[0]).toMatchObject({ quantity: 3000 });
    expect(cartOf(changeLine(cart, 'line-2', { weight: count('1.234'), isWeightKeyed: true })).lines[1]).toMatchObject({
      quantity: 1234,
      isWeightKeyed: true,
    });
  });

  it('refuses a quantity for weight, a weight for pieces and a price where none is keyed', () => {
    const cart = aCartOf({ milk: '1', apples: '0.5' });
    expect(changeLine(cart, 'line-2', { quantity: count('2') })).toMatchObject({ details: { field: '/quantity' } });
    expect(changeLine(cart, 'line-1', { weight: count('2') })).toMatchObject({ details: { field: '/weight' } });
    expect(changeLine(cart, 'line-1', { unitPrice: parseUnitPrice('1') })).toMatchObject({ details: { field: '/unitPrice' } });
  });

  it('does not touch a label, for its total is printed', () => {
    const cart = cartOf(
      addLine(anEmptyCart(), aLine({ productId: 'apples', entry: 'price-label', labelAmount: minor(500) }), aBook(), someRules()),
    );
    expect(changeLine(cart, 'line-1', { weight: count('2') })).toMatchObject({ code: 'line.not-changeable' });
  });

  it('keeps a voided line, counts it nowhere and voids it once', () => {
    const cart = cartOf(voidLine(aCartOf({ milk: '1', wine: '1' }), 'line-1'));
    expect(cart.lines).toHaveLength(2);
    expect(calculateCart(cart).totals).toMatchObject({ gross: 3990, lineCount: 1 });
    expect(voidLine(cart, 'line-1').kind).toBe('unchanged');
    expect(changeLine(cart, 'line-1', { quantity: count('2') })).toMatchObject({ code: 'line.voided' });
    expect(voidLine(cart, 'nothing')).toMatchObject({ code: 'line.unknown' });
  });

  it('leaves a cart alone once a payment has closed it', () => {
    const rules = someRules({ tenders: [aTender()] });
    const paid = cartOf(addCash(aCartOf({ milk: '1' }), { tenderId: 't', tenderTypeId: 'cash', amount: minor(1000) }, rules));
    expect(changeLine(paid, 'line-1', { quantity: count('2') })).toMatchObject({ code: 'cart.already-paid' });
    expect(addLine(paid, aLine({ lineId: 'line-2' }), aBook(), rules)).toMatchObject({ code: 'cart.already-paid' });
  });
});
