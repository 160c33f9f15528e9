import { newId, parseRate } from '@app/kernel';
import { aCouponRow, anOffer, DEPOSIT_ROWS, MILK, offerLine, offerPriceGroup, PRICE_GROUP_ROWS, WINE } from '@app/testing';
import { openTestUnit, type TestRegister, type TestUnit } from './a-unit';

/** Milk at 6.93 in bottles with a deposit of 0.30, wine at 39.90; a tenth off all goods; delivery free from 30.00; a coupon. */
const ROWS = {
  ...DEPOSIT_ROWS,
  ...PRICE_GROUP_ROWS,
  channel: (DEPOSIT_ROWS['channel'] ?? []).map((row) => ({
    ...row, orderDepositRate: parseRate('0.1'), deliveryChargeCodeId: 'delivery', cancellationChargeCodeId: 'cancellation', cancellationRate: parseRate('0.05'),
  })),
  chargeCode: ['delivery', 'cancellation'].map((chargeCodeId) => ({ legalEntityId: 'le1', chargeCodeId, name: chargeCodeId, itemTaxGroupId: 'full' })),
  offer: [
    anOffer('tenth', { name: 'A tenth off' }),
    anOffer('free-delivery', { name: 'Delivery free', kind: 'shipping', rewardValue: null, tiers: ['30 1'], deliveryModeIds: ['ship'] }),
    anOffer('secret', { name: 'By coupon', needsCoupon: true, rewardValue: '0.5' }),
  ],
  offerLine: ['tenth', 'free-delivery', 'secret'].map((offerId) => offerLine(offerId, '1')),
  offerPriceGroup: ['tenth', 'free-delivery', 'secret'].map((offerId) => offerPriceGroup(offerId)),
  coupon: [aCouponRow('secret')],
}; // prettier-ignore

let unit: TestUnit;
let register: TestRegister;
beforeAll(async () => {
  unit = await openTestUnit(ROWS);
  register = await unit.register('r1');
  await register.post('/api/v1/shifts', { shiftId: newId(), float: '500.00' });
}, 60_000);
afterAll(() => unit.close());

type Answer = Awaited<ReturnType<TestRegister['post']>>;
interface Line { readonly lineId: string; readonly kind: string; readonly productId: string | null; readonly gross: string; readonly quantity: string; readonly amount: string; readonly discounts?: { offerId: string; amount: string }[] } // prettier-ignore
const seen = ({ headers }: Answer) => ({ 'if-match': String(headers['etag']) });
const pathOf = ({ body }: Answer) => `/api/v1/carts/${body.transactionId}`;
const recordOf = (sale: Answer) => JSON.parse(sale.body.capsules[0].record).body;
const lineOf = ({ body }: Answer, productId: string): Line => body.lines.find((line: Line) => line.productId === productId);
const cents = (text: string) => Math.round(Number(text) * 100);
const explained = async (sale: Answer) => (await register.get(`/api/v1/transactions/${sale.body.transactionId}/explanation`)).body;

async function aBasket(wanted: Readonly<Record<string, string>>): Promise<Answer> {
  let cart = await register.post('/api/v1/carts', {});
  for (const [barcode, quantity] of Object.entries(wanted))
    cart = await register.post(`${pathOf(cart)}/lines`, { lineId: newId(), barcode, quantity }, seen(cart));
  return WINE in wanted ? register.post(`${pathOf(cart)}/answers`, { kind: 'age', outcome: 'confirmed' }, seen(cart)) : cart;
}

async function finished(cart: Answer): Promise<Answer> {
  const amount = cart.body.payable.find((one: { tenderTypeId: string }) => one.tenderTypeId === 'cash').amount;
  const tenders = /^-?0\.00$/.test(amount) ? [] : [{ tenderId: newId(), tenderTypeId: 'cash', amount }];
  return register.post(`${pathOf(cart)}/checkout`, { tenders }, seen(cart));
}

async function ordered(basket: Answer, deliveries: object[], change: object = {}): Promise<Answer> {
  const order = { customerName: 'Ada Byron', address: '12 Harbour Road', depositLineId: newId(), deliveries, ...change };
  return register.put(`${pathOf(basket)}/order`, order, { ...seen(basket), 'idempotency-key': newId() });
}

const handOver = (orderId: string, orderLineId: string, quantity?: string) =>
  register.post(`/api/v1/customer-orders/${orderId}/hand-overs`, {
    transactionId: newId(), depositLineId: newId(), lines: [{ lineId: newId(), orderLineId, ...(quantity && { quantity }) }],
  }); // prettier-ignore
const orderOf = async (orderId: string) => (await register.get(`/api/v1/customer-orders/${orderId}`)).body;

describe('ordered bottles', () => {
  it('wait with their deposits, and are handed over with as large a part of them, to the cent', async () => {
    const basket = await aBasket({ [MILK]: '3' });
    const placed = await finished(await ordered(basket, [{ lineId: lineOf(basket, 'milk').lineId, mode: 'pickup' }]));
    expect(placed.status).toBe(201);
    const { order } = recordOf(placed);
    expect(order.lines.map(({ productId, gross }: Line) => [productId, gross])).toEqual([['milk', '18.71'], ['bottle', '0.90']]); // prettier-ignore
    const [orderId, milk] = [placed.body.transactionId as string, lineOf(basket, 'milk').lineId];
    const first = await handOver(orderId, milk, '1');
    expect(first.body.lines.map(({ productId, quantity }: Line) => [productId, quantity])).toEqual([['milk', '1'], ['bottle', '1'], [null, '-1']]); // prettier-ignore
    const one = await finished(first);
    const two = await finished(await handOver(orderId, milk));
    expect([one.status, two.status]).toEqual([201, 201]);
    expect((await orderOf(orderId)).isOpen).toBe(false);
    const paid = [placed, one, two].reduce((sum, { body }) => sum + cents(body.gross), 0);
    expect(paid).toBe(1871 + 90);
    for (const sale of [placed, one, two]) expect(await explained(sale)).toMatchObject({ isAsRecorded: true });
  });

  it('are cancelled with their deposits', async () => {
    const basket = await aBasket({ [MILK]: '2' });
    const placed = await finished(await ordered(basket, [{ lineId: lineOf(basket, 'milk').lineId, mode: 'pickup' }]));
    const orderId = placed.body.transactionId as string;
    const path = `/api/v1/customer-orders/${orderId}/cancellations`;
    const cancelled = await finished(await register.post(path, { transactionId: newId(), depositLineId: newId(), chargeLineId: newId() }));
    expect(cancelled.status).toBe(201);
    expect(await orderOf(orderId)).toMatchObject({ isOpen: false, depositLeft: '0.00', lines: [{ left: '0' }, { left: '0' }] });
    expect(await explained(cancelled)).toMatchObject({ isAsRecorded: true });
  });
});

describe('goods that ship', () => {
  it('have their delivery free where an offer says so; the record alone gives the same cents', async () => {
    const basket = await aBasket({ [MILK]: '1', [WINE]: '1' });
    const deliveries = [{ lineId: lineOf(basket, 'wine').lineId, mode: 'ship' }];
    const cart = await ordered(basket, deliveries, { delivery: { lineId: newId(), charge: '12.00' } });
    const charge = cart.body.lines.find(({ kind }: Line) => kind === 'charge');
    expect(charge).toMatchObject({ amount: '12.00', gross: '0.00', discounts: [{ offerId: 'free-delivery', amount: '12.00' }] });
    const placed = await finished(cart);
    expect(placed.status).toBe(201);
    expect(await explained(placed)).toMatchObject({ isAsRecorded: true });
    const wine = await handOver(placed.body.transactionId, lineOf(basket, 'wine').lineId);
    const out = await finished(await register.post(`${pathOf(wine)}/answers`, { kind: 'age', outcome: 'confirmed' }, seen(wine)));
    expect(out.status).toBe(201);
    expect(recordOf(out).lines.map(({ kind, gross }: Line) => [kind, gross]).slice(0, 2)).toEqual([['product', '35.91'], ['charge', '0.00']]); // prettier-ignore
    expect(await explained(out)).toMatchObject({ isAsRecorded: true });
  });

  it('pay for it below the least amount', async () => {
    const basket = await aBasket({ [MILK]: '2' });
    const deliveries = [{ lineId: lineOf(basket, 'milk').lineId, mode: 'ship' }];
    const cart = await ordered(basket, deliveries, { delivery: { lineId: newId(), charge: '12.00' } });
    expect(cart.body.lines.find(({ kind }: Line) => kind === 'charge')).toMatchObject({ gross: '12.00' });
    expect(await explained(await finished(cart))).toMatchObject({ isAsRecorded: true });
  });
});

it('an offer whose code nobody gave stands in no explanation; with the code it does', async () => {
  const lines = [{ lineId: newId(), barcode: MILK, quantity: '1' }];
  const idsIn = ({ body }: Answer) => body.explanation.lines[0].offers.map(({ offerId }: { offerId: string }) => offerId);
  const without = await register.post('/api/v1/calculations', { lines, explain: true });
  expect(idsIn(without)).toEqual(['free-delivery', 'tenth']);
  const given = await register.post('/api/v1/calculations', { lines, coupons: ['SECRET'], explain: true });
  expect(idsIn(given)).toEqual(['free-delivery', 'secret', 'tenth']);
});

it('the receipt of what came back is found by a scan as that of the sale is', async () => {
  const basket = await aBasket({ [MILK]: '2' });
  const sale = await finished(basket);
  const lines = [{ lineId: newId(), soldLineId: lineOf(basket, 'milk').lineId, quantity: '1' }];
  const back = { transactionId: newId(), receiptNumber: sale.body.receiptNumber, lines, reason: 'damaged' };
  const begun = await register.post('/api/v1/returns', back);
  expect(begun.status).toBe(201);
  const returned = await finished(begun);
  expect(returned).toMatchObject({ status: 201, body: { gross: '-6.54' } });
  const scanned = (await register.post('/api/v1/scans', { text: returned.body.receiptNumber })).body;
  expect(scanned).toMatchObject({ kind: 'receipt', transactions: [{ transactionId: returned.body.transactionId }] });
  expect(await explained(returned)).toMatchObject({ isAsRecorded: true });
});
