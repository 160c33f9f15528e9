import { newId } from '@app/kernel';
import { MILK, WINE } from '@app/testing';
import { openTestUnit, type TestRegister, type TestUnit } from './a-unit';
import { withLimits } from './support/reduction-limits';
import { twoStores } from './support/two-stores';

let unit: TestUnit;
let ben: TestRegister;
beforeAll(async () => {
  unit = await openTestUnit(withLimits(await twoStores()));
  const anna = await unit.register('r1');
  expect(await anna.post('/api/v1/shifts', { shiftId: newId(), float: '100.00' })).toMatchObject({ status: 201 });
  ben = await unit.register('r1', 'ben');
});
afterAll(() => unit.close());

/** Two cartons of milk at 6.93 and wine at 39.90 that nobody may discount. */
function aBasket() {
  const [milk, wine] = [newId(), newId()];
  const lines = [{ lineId: milk, barcode: MILK, quantity: '2' }, { lineId: wine, barcode: WINE }]; // prettier-ignore
  return { transactionId: newId(), lines, tenders: [{ tenderId: newId(), tenderTypeId: 'cash', amount: '60.00' }], milk, wine };
}

const sell = ({ milk, wine, ...basket }: ReturnType<typeof aBasket>, more: object, by = ben, key: string = newId()) =>
  by.post('/api/v1/sales', { ...basket, ...more }, { 'idempotency-key': key });
const tenth = (lineId: string) => ({ lineId, discount: { kind: 'percent', rate: '0.1' }, reason: 'dented' });
const off = (amount: string) => ({ discount: { kind: 'amount', amount } });
type Answer = Awaited<ReturnType<typeof sell>>;
const recordsOf = ({ body }: Answer): { body: Record<string, unknown> }[] =>
  body.capsules.map(({ record }: { record: string }): unknown => JSON.parse(record));

describe('discounts of a basket sold in one request', () => {
  it('are given as in a cart: prices first, then lines, then the sale; each stands in the journal', async () => {
    const [basket, other] = [aBasket(), { lineId: newId(), barcode: MILK }];
    const given = { discounts: [off('1'), tenth(basket.milk)], prices: [{ lineId: other.lineId, unitPrice: '6', reason: 'match' }] };
    const sale = await sell(basket, { ...given, lines: [...basket.lines, other] });
    // 13.86 less a tenth is 12.47, less 1.00 off the sale 11.47; milk at 6.00, which nothing lowers, and wine at 39.90.
    expect(sale).toMatchObject({ status: 201, body: { gross: '57.37' } });
    const [record, ...audits] = recordsOf(sale).map(({ body }) => body);
    expect(record).toMatchObject({
      lines: [{ discounts: [{ kind: 'manual-line', amount: '1.39' }, { kind: 'manual-total', amount: '1.00' }] }, {}, { unitPrice: '6', priceOverride: { listedPrice: '6.93', reason: 'match' } }],
    }); // prettier-ignore
    expect(audits.map(({ event, subjectId }) => [event, subjectId])).toEqual([
      ['price-overridden', basket.transactionId], ['discount-given', basket.transactionId], ['discount-given', basket.transactionId],
    ]); // prettier-ignore
  });

  it('are answered again under the same key with the same records, and under another one when they are the same', async () => {
    const [basket, key] = [aBasket(), newId()];
    const given = { discounts: [tenth(basket.milk)] };
    const sale = await sell(basket, given, ben, key);
    expect(sale.status).toBe(201);
    expect((await sell(basket, given, ben, key)).body).toEqual(sale.body);
    expect(await sell(basket, given)).toMatchObject({ status: 201, body: { receiptNumber: sale.body.receiptNumber } });
    for (const other of [{}, { discounts: [off('1')] }, { discounts: [tenth(basket.milk), off('1')] }, { ...given, prices: [{ lineId: basket.milk, unitPrice: '6' }] }]) {
      expect(await sell(basket, other)).toMatchObject({ status: 409, body: { code: 'transaction.id-taken' } });
    } // prettier-ignore
  });

  it('are refused above the limits, on what may not be discounted, and where a line is not there; then nothing is sold', async () => {
    const basket = aBasket();
    const refusals = [
      [{ discounts: [off('1'), off('2.01')] }, 403, 'discount.above-limit', '/discounts/1/discount'],
      [{ discounts: [{ ...tenth(basket.milk), discount: { kind: 'percent', rate: '0.2' } }] }, 403, 'discount.above-limit', '/discounts/0/discount'],
      [{ discounts: [tenth(basket.wine)] }, 422, 'discount.not-allowed', '/discounts/0'],
      [{ discounts: [tenth(newId())] }, 404, 'line.unknown', '/discounts/0'],
      [{ discounts: [off('0.001')] }, 422, 'amount.malformed', '/discounts/0/discount/amount'],
      [{ prices: [{ lineId: basket.milk, unitPrice: '7' }] }, 403, 'price.override-not-allowed', '/prices/0/unitPrice'],
      [{ prices: [{ lineId: basket.wine, unitPrice: '5' }] }, 422, 'price.fixed', '/prices/0'],
    ] as const; // prettier-ignore
    for (const [given, status, code, field] of refusals) expect(await sell(basket, given)).toMatchObject({ status, body: { code, field } });
    expect(await ben.get(`/api/v1/transactions/${basket.transactionId}`)).not.toMatchObject({ status: 200 });
  });

  it('come to the same cents from the record', async () => {
    const basket = aBasket();
    await sell(basket, { discounts: [tenth(basket.milk), off('2')] });
    const anna = await unit.register('r1');
    const explained = await anna.get(`/api/v1/transactions/${basket.transactionId}/explanation`);
    expect(explained).toMatchObject({ status: 200, body: { isAsRecorded: true } });
  });
});

it('who may neither discount nor set prices sells baskets without them alone', async () => {
  const plain = await openTestUnit(await twoStores());
  const anna = await plain.register('r1');
  await anna.post('/api/v1/shifts', { shiftId: newId(), float: '100.00' });
  const cashier = await plain.register('r1', 'ben');
  const basket = aBasket();
  const answers = [{ kind: 'age', outcome: 'confirmed' }];
  for (const given of [{ discounts: [off('1')] }, { prices: [{ lineId: basket.milk, unitPrice: '6' }] }]) {
    expect(await sell(basket, { ...given, answers }, cashier)).toMatchObject({ status: 403, body: { code: 'auth.not-permitted' } });
  }
  expect(await sell(basket, { answers }, cashier)).toMatchObject({ status: 201 });
  await plain.close();
});
