import { newId } from '@app/kernel';
import { KeyFiles } from '@app/platform';
import { MILK, price, SHOP_ROWS, WINE } from '@app/testing';
import { openTestUnit, type TestRegister, type TestUnit } from './a-unit';
import { PEPPER, PINS, twoStores } from './support/two-stores';

type Rows = typeof SHOP_ROWS;

const rowsWith = (channel: object, rows: Rows = SHOP_ROWS): Rows => ({
  ...rows,
  channel: rows['channel']?.map((row) => ({ ...row, ...channel })) ?? [],
  permissionGroup:
    rows['permissionGroup']?.map((row) => ({
      ...row,
      ...('permissionGroupId' in row && row.permissionGroupId === 'cashier'
        ? { permissions: ['sell', 'return-without-receipt', 'return-with-receipt'], maximumLineReturn: '10.00', maximumReturn: '12.00' }
        : {}),
    })) ?? [],
  price: [...(rows['price'] ?? []), price('milk', '5.50', 'pcs', { validFrom: '2026-07-30', validTo: '2026-07-31' })],
});

let unit: TestUnit;
let anna: TestRegister;
let ben: TestRegister;
beforeAll(async () => {
  unit = await openTestUnit(rowsWith({ blindReturnDays: 14 }, await twoStores()));
  unit.app.get(KeyFiles).write('peppers.json', JSON.stringify({ le1: PEPPER }));
  [anna, ben] = [await unit.register('r1'), await unit.register('r2', 'ben')];
  const shifts = [await anna.post('/api/v1/shifts', { shiftId: newId(), float: '100.00' })];
  const manager = await unit.register('r2');
  shifts.push(await manager.post('/api/v1/shifts', { shiftId: newId(), float: '100.00' }));
  expect(shifts.map(({ status }) => status)).toEqual([201, 201]);
  ben = await unit.register('r2', 'ben');
});
afterAll(() => unit.close());

const seen = (answer: { headers: Readonly<Record<string, unknown>> }) => ({ 'if-match': String(answer.headers['etag']) });
const pathOf = (cart: { body: { transactionId: string } }) => `/api/v1/carts/${cart.body.transactionId}`;
const line = (change: object = {}) => ({ lineId: newId(), barcode: MILK, ...change });
const cash = (amount: string) => ({ tenderId: newId(), tenderTypeId: 'cash', amount });
const blind = (...lines: object[]) => ({ lines, reason: 'damaged', reference: 'order 4711' });

async function aSale(register: TestRegister, quantity = '3') {
  const sale = await register.post('/api/v1/sales', { transactionId: newId(), lines: [line({ quantity })], tenders: [cash('30.00')] });
  expect(sale.status).toBe(201);
  return {
    receiptNumber: sale.body.receiptNumber as string,
    soldLineId: JSON.parse(sale.body.capsules[0].record).body.lines[0].lineId as string,
  };
}

describe('a return by the receipt of another register', () => {
  it('is partial, says why, and goes into an open basket: an exchange pays the difference', async () => {
    const { receiptNumber, soldLineId } = await aSale(anna);
    const cart = await ben.post('/api/v1/carts', {});
    const wine = await ben.post(`${pathOf(cart)}/lines`, line({ barcode: WINE }), seen(cart));
    const given = { receiptNumber, lines: [{ lineId: newId(), soldLineId, quantity: '2' }], reason: 'not wanted' };
    const mixed = await ben.post(`${pathOf(cart)}/return-lines`, given, seen(wine));
    expect(mixed).toMatchObject({
      status: 200,
      body: { totals: { gross: '26.04' }, lines: [{}, { quantity: '-2', returnOf: { receiptNumber } }] },
    });
    const again = await ben.post(`${pathOf(cart)}/return-lines`, given, seen(wine));
    expect([again.status, again.headers['etag']]).toEqual([200, mixed.headers['etag']]);
    const asked = await ben.post(`${pathOf(cart)}/answers`, { kind: 'age', outcome: 'confirmed' }, seen(mixed));
    const sale = await ben.post(`${pathOf(cart)}/checkout`, { tenders: [cash('50.00')] }, seen(asked));
    expect(sale).toMatchObject({ status: 201, body: { gross: '26.04', due: '26.00', change: '24.00' } });
    const record = JSON.parse(sale.body.capsules[0].record).body;
    expect(record.lines[1]).toMatchObject({ returnReason: 'not wanted', gross: '-13.86' });
  });
});

describe('a return without a receipt', () => {
  it('goes back for the lowest price of the days and is recorded with what stood in for the receipt', async () => {
    const cart = await anna.post('/api/v1/carts', {});
    const back = await anna.post(`${pathOf(cart)}/blind-return-lines`, blind(line({ quantity: '2' })), seen(cart));
    expect(back).toMatchObject({
      status: 200,
      body: { totals: { gross: '-11.00' }, lines: [{ quantity: '-2', unitPrice: '5.5', blindReturn: { reference: 'order 4711' } }] },
    });
    const events = back.body.capsules.map(({ record }: { record: string }) => JSON.parse(record).body.event);
    expect(events).toEqual(['blind-return']);
    const refund = await anna.post(`${pathOf(cart)}/checkout`, { tenders: [cash('-11.00')] }, seen(back));
    expect(refund).toMatchObject({ status: 201, body: { gross: '-11.00' } });
    const record = JSON.parse(refund.body.capsules[0].record).body;
    expect(record.lines[0]).toMatchObject({
      returnOf: null,
      returnReason: 'damaged',
      blindReturn: { reference: 'order 4711' },
      priceId: 'p-milk-5.50',
    });
  });

  it('stops at the limits of the permission group, of a line and of the transaction; a manager reaches farther', async () => {
    const cart = await ben.post('/api/v1/carts', {});
    const path = `${pathOf(cart)}/blind-return-lines`;
    expect(await ben.post(path, blind(line({ quantity: '2' })), seen(cart))).toMatchObject({
      status: 403,
      body: { code: 'return.line-limit', field: '/lines/0', parameters: { maximum: '10.00' } },
    });
    const one = await ben.post(path, blind(line(), line()), seen(cart));
    expect(one).toMatchObject({ status: 200, body: { totals: { gross: '-11.00' } } });
    expect(await ben.post(path, blind(line()), seen(one))).toMatchObject({ status: 403, body: { code: 'return.total-limit' } });
    const asked = { staffId: 'anna', pin: PINS.anna, operation: 'cart.add-blind-return', subject: cart.body.transactionId };
    const approval = await ben.post('/api/v1/session/approvals', asked);
    const farther = await ben.post(path, blind(line({ quantity: '2' })), { ...seen(one), 'store-approval': approval.body.approvalToken });
    expect(farther).toMatchObject({ status: 200, body: { totals: { gross: '-22.00' } } });
    const [record] = farther.body.capsules.map(({ record }: { record: string }) => JSON.parse(record));
    expect(record).toMatchObject({ staffId: 'ben', body: { event: 'blind-return', approvedBy: 'anna' } });
  });

  it('needs its permission', async () => {
    const cart = await anna.post('/api/v1/carts', {});
    const it = await unit.register('r2', 'it');
    expect(await it.post(`${pathOf(cart)}/blind-return-lines`, blind(line()), seen(cart))).toMatchObject({
      status: 403,
      body: { code: 'auth.not-permitted', parameters: { permission: 'return-without-receipt', override: 'second-person' } },
    });
  });
});

describe('a store that keeps to receipts and to one kind of basket', () => {
  it('refuses both by their codes', async () => {
    const strict = await openTestUnit(rowsWith({ prohibitsMixedBaskets: true }));
    try {
      const register = await strict.register();
      await register.post('/api/v1/shifts', { shiftId: newId(), float: '100.00' });
      const { receiptNumber, soldLineId } = await aSale(register);
      const cart = await register.post('/api/v1/carts', {});
      expect(await register.post(`${pathOf(cart)}/blind-return-lines`, blind(line()), seen(cart))).toMatchObject({
        status: 422,
        body: { code: 'return.receipt-needed' },
      });
      const milk = await register.post(`${pathOf(cart)}/lines`, line(), seen(cart));
      const given = { receiptNumber, lines: [{ lineId: newId(), soldLineId }], reason: 'damaged' };
      expect(await register.post(`${pathOf(cart)}/return-lines`, given, seen(milk))).toMatchObject({
        status: 422,
        body: { code: 'cart.mixing-prohibited' },
      });
    } finally {
      await strict.close();
    }
  });
});
