import { anEmptyCart, cartOf, count, minor } from '../../test/builders';
import { parseUnitPrice } from '@app/kernel';
import type { CustomerOrder, OrderedLine } from './customer-order';
import { handOver } from './hand-over';

const goods = (lineId: string, pieces: string, left: string, change: Partial<OrderedLine> = {}): OrderedLine => ({
  lineId, kind: 'product', mode: 'pickup', productId: lineId, chargeCodeId: null, name: lineId, barcode: null, unitId: 'pcs', unitDecimals: 0,
  isWeighed: false, minimumAge: null, quantity: count(pieces), unitPrice: parseUnitPrice('1'), itemTaxGroupId: null, net: minor(400), gross: minor(400),
  taxes: [], left: count(left), ...change,
}); // prettier-ignore
const deposit = { comesWith: 'beer', isDeposit: true };
const orderOf = (...lines: OrderedLine[]): CustomerOrder => ({
  orderId: 'o',
  receiptNumber: '1',
  revision: 1,
  depositLeft: minor(0),
  lines,
  payments: [],
});
const LINE = '0199f000-0000-7000-8000-000000000001';
const takenOf = (order: CustomerOrder, ...chosen: [string, string | null][]) =>
  cartOf(handOver(anEmptyCart(), order, chosen.map(([orderLineId, pieces]) => ({ orderLineId, quantity: pieces === null ? null : count(pieces), lineId: LINE })), 'd'))
    .lines.filter(({ kind }) => kind === 'product')
    .map(({ productId, quantity, linkedTo, isDeposit }) => [productId, quantity, linkedTo?.lineId, isDeposit]); // prettier-ignore

describe('what comes with ordered goods', () => {
  it('is handed over with as large a part of them, in whole units, and with the last of them all that is left', () => {
    const whole = orderOf(goods('beer', '4', '4'), goods('bottle', '4', '4', deposit), goods('crate', '1', '1', deposit));
    expect(takenOf(whole, ['beer', '3'])).toEqual([
      ['beer', 3_000, undefined, undefined],
      ['bottle', 3_000, LINE, true],
    ]);
    const rest = orderOf(goods('beer', '4', '1'), goods('bottle', '4', '1', deposit), goods('crate', '1', '1', deposit));
    expect(takenOf(rest, ['beer', null])).toEqual([
      ['beer', 1_000, undefined, undefined],
      ['bottle', 1_000, LINE, true],
      ['crate', 1_000, LINE, true],
    ]);
  });

  it('goes alone where it is chosen itself, and not again where it is gone', () => {
    const order = orderOf(goods('beer', '4', '4'), goods('bottle', '4', '4', deposit));
    expect(takenOf(order, ['bottle', '2'])).toEqual([['bottle', 2_000, undefined, true]]);
    const gone = orderOf(goods('beer', '4', '4'), goods('bottle', '4', '0', deposit));
    expect(takenOf(gone, ['beer', null])).toEqual([['beer', 4_000, undefined, undefined]]);
  });
});
