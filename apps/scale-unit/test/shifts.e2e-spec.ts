import { businessDate, newId } from '@app/kernel';
import { MILK, SHOP_ROWS } from '@app/testing';
import { openTestUnit, type TestRegister, type TestUnit } from './a-unit';

const [row] = SHOP_ROWS['register'] ?? [];
const aRegister = (registerId: string, drawerId: string) => ({ ...row, registerId, drawerId });
/** The manager stands at another register of the cashier's drawer. */
const rows = { ...SHOP_ROWS, register: [aRegister('r1', 'd1'), aRegister('r2', 'd1'), aRegister('r3', 'd3')] };

const [channel] = SHOP_ROWS['channel'] as { timeZone: string; dayCutOffMinutes: number }[];
/** The unit's own day at this time of it: in the night that of before. */
const today = () => businessDate(Date.parse('2026-08-10') + (Date.now() % 86_400_000), channel!.timeZone, channel!.dayCutOffMinutes);

let unit: TestUnit;
let manager: TestRegister;
let cashier: TestRegister;
beforeAll(async () => {
  unit = await openTestUnit(rows);
  manager = await unit.register('r2', 'anna');
  cashier = await unit.register('r1', 'ben');
});
afterAll(() => unit.close());

async function opened(register = cashier): Promise<string> {
  const shiftId = newId();
  const answer = await register.post('/api/v1/shifts', { shiftId, float: '100.00' });
  expect(answer).toMatchObject({ status: 201, body: { shift: { state: 'open', businessDate: today(), float: '100.00' } } });
  return `/api/v1/shifts/${shiftId}`;
}

const sell = (transactionId = newId()) =>
  cashier.post('/api/v1/sales', {
    transactionId,
    lines: [{ lineId: newId(), barcode: MILK, quantity: '2' }],
    tenders: [{ tenderId: newId(), tenderTypeId: 'cash', amount: '20.00' }],
  });

it('a shift goes from its float to its Z report', async () => {
  const path = await opened();
  expect((await sell()).status).toBe(201);
  const moved = await manager.post(`${path}/cash-movements`, { kind: 'safe-drop', amount: '50.00' });
  expect(moved).toMatchObject({ status: 201, body: { capsules: [expect.anything()] } });
  const counted = await cashier.post(`${path}/count`, { counts: [{ tenderTypeId: 'cash', amount: '63.90' }] });
  expect(counted).toMatchObject({ status: 201, body: { counts: [{ counted: '63.90', expected: null, difference: null }] } });
  const report = { saleCount: 1, gross: '13.86', rounding: '0.04', tax: '2.11' };
  expect(await manager.get(`${path}/x-report`)).toMatchObject({ status: 200, body: { kind: 'x', zNumber: null, ...report } });
  expect(await manager.get(`${path}/z-report`)).toMatchObject({ status: 409, body: { code: 'shift.not-closed' } });
  const closed = await manager.post(`${path}/close`, {});
  expect(closed.body.report).toMatchObject({ kind: 'z', zNumber: 1, ...report });
  const [cash] = closed.body.report.tenders;
  expect(cash).toMatchObject({ taken: '20.00', change: '6.10', dropped: '50.00', expected: '63.90', counted: '63.90', difference: '0.00' });
  expect((await manager.get(`${path}/z-report`)).body).toEqual(closed.body.report);
  expect((await sell()).body).toMatchObject({ code: 'shift.not-open' });
});

it('what a cashier may not do needs a manager', async () => {
  const path = await opened();
  for (const [method, part] of [['get', 'x-report'], ['get', 'z-report'], ['get', 'proof'], ['post', 'close'], ['post', 'cash-movements']] as const) {
    const answer = method === 'get' ? await cashier.get(`${path}/${part}`) : await cashier.post(`${path}/${part}`, {});
    expect(answer).toMatchObject({ status: 403, body: { code: 'auth.not-permitted' } });
  }
  expect((await manager.post(`${path}/close`, {})).status).toBe(200);
}); // prettier-ignore

it('the same request is done once, and another under its key is refused', async () => {
  const path = await opened();
  const [move, key] = [{ kind: 'paid-in', amount: '5.00', reason: 'coins' }, { 'idempotency-key': newId() }];
  const first = await manager.post(`${path}/cash-movements`, move, key);
  const again = await manager.post(`${path}/cash-movements`, move, key);
  expect([again.status, again.body]).toEqual([201, first.body]);
  const other = await manager.post(`${path}/cash-movements`, { ...move, amount: '6.00' }, key);
  expect(other).toMatchObject({ status: 422, body: { code: 'idempotency.key-reused' } });
  const none = await manager.post(`${path}/cash-movements`, move, { 'idempotency-key': '' });
  expect(none).toMatchObject({ status: 400, body: { code: 'idempotency.key-required' } });
  expect((await manager.post(`${path}/close`, {})).body.report.tenders[0]).toMatchObject({ paidIn: '5.00' });
});

it('a second shift at the drawer, a shift of another drawer and senseless amounts are refused with their field', async () => {
  const path = await opened();
  expect(await cashier.post('/api/v1/shifts', { shiftId: newId(), float: '0' })).toMatchObject({
    status: 409,
    body: { code: 'shift.drawer-in-use', parameters: { drawerId: 'd1' } },
  });
  const elsewhere = await unit.register('r3', 'ben');
  expect(await elsewhere.get(path)).toMatchObject({ status: 404, body: { code: 'shift.unknown' } });
  const move = { kind: 'paid-in', amount: '5.001', reason: 'coins' };
  expect(await manager.post(`${path}/cash-movements`, move)).toMatchObject({ status: 422, body: { field: '/amount' } });
  expect(await manager.post(`${path}/cash-movements`, { ...move, amount: '5', reason: '4111 1111 1111 1111' })).toMatchObject({
    status: 422,
    body: { code: 'request.card-number', field: '/reason' },
  });
  expect((await manager.post(`${path}/close`, {})).status).toBe(200);
});

it('without headquarters the proof says so and names what nobody acknowledged', async () => {
  const path = await opened();
  const sale = await sell();
  await manager.post(`${path}/close`, {});
  const proof = await manager.get(`${path}/proof`);
  expect(proof).toMatchObject({
    status: 200,
    body: { recordCount: 3, acknowledgedCount: 0, atHeadquartersCount: null, isProven: false, headquarters: { isReachable: false } },
  });
  expect(proof.body.missing).toContainEqual(expect.objectContaining({ type: 'sale', receiptNumber: sale.body.receiptNumber }));
});
