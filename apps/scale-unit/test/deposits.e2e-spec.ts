import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '@app/kernel';
import { DEPOSIT_ROWS, depositSlip, EMPTY_BOTTLE, MILK } from '@app/testing';
import { openTestUnit, type TestRegister, type TestUnit } from './a-unit';

/** How often each race is run; the second register starts a little later each time. */
const RACES = 20;
const LATER_BY_MS = 0.25;

let unit: TestUnit;
let registers: readonly [TestRegister, TestRegister];
let register: TestRegister;

beforeAll(async () => {
  unit = await openTestUnit(DEPOSIT_ROWS);
  registers = [await unit.register('r1'), await unit.register('r2')];
  [register] = registers;
  for (const one of registers) await one.post('/api/v1/shifts', { shiftId: newId(), float: '100.00' });
}, 60_000);
afterAll(() => unit.close());

const cash = (amount: string) => ({ tenderId: newId(), tenderTypeId: 'cash', amount });
const scan = async (text: string) => (await register.post('/api/v1/scans', { text })).body;
const basket = (lines: readonly { barcode: string; quantity?: string }[], amount: string, mode = 'live') => ({
  transactionId: newId(), mode, lines: lines.map((line) => ({ lineId: newId(), ...line })), tenders: [cash(amount)],
}); // prettier-ignore
const recordOf = (sale: { capsules: { record: string }[] }) => JSON.parse(sale.capsules[0]?.record ?? '').body;

async function aCartWith(one: TestRegister, barcode: string) {
  const { body: cart } = await one.post('/api/v1/carts', {});
  const path = `/api/v1/carts/${cart.transactionId}`;
  const filled = await one.post(`${path}/lines`, { lineId: newId(), barcode }, { 'if-match': `"r${cart.revision}"` });
  return { path, filled };
}

describe('a slip of the bottle machine', () => {
  it('is told from goods by a scan, which says what it is over and whether it is good', async () => {
    const code = depositSlip(1, 475);
    expect(await scan(code)).toMatchObject({ kind: 'deposit-slip', code, amount: '4.75', currency: 'ILS', isUsed: false });
    expect(await scan(`${code.slice(0, 12)}${(Number(code[12]) + 1) % 10}`)).toEqual({ kind: 'unknown' });
  });

  it('is paid out as a line below zero, and is in the record with its code', async () => {
    const code = depositSlip(2, 120);
    const { status, body } = await register.post('/api/v1/sales', basket([{ barcode: MILK }, { barcode: code }], '6.00'));
    expect([status, body.gross]).toEqual([201, '6.03']);
    const slip = recordOf(body).lines.find((line: { depositSlip?: object }) => line.depositSlip);
    expect(slip).toMatchObject({ quantity: '-1', unitPrice: '1.2', gross: '-1.20', isDeposit: true, depositSlip: { code } });
    expect(await scan(code)).toMatchObject({ isUsed: true });
  });

  it('is good once: in a sale, in a cart, and with the same key as often as it is asked', async () => {
    const code = depositSlip(3, 300);
    const twice = await register.post('/api/v1/sales', basket([{ barcode: code }, { barcode: code }], '-6.00'));
    expect([twice.status, twice.body.code]).toEqual([409, 'deposit-slip.in-cart']);
    const wanted = basket([{ barcode: code }], '-3.00');
    const key = { 'idempotency-key': newId() };
    const sold = await register.post('/api/v1/sales', wanted, key);
    expect([sold.status, sold.body.gross]).toEqual([201, '-3.00']);
    expect((await register.post('/api/v1/sales', wanted, key)).body).toEqual(sold.body);
    const again = await register.post('/api/v1/sales', basket([{ barcode: code }], '-3.00'));
    expect([again.status, again.body.code]).toEqual([409, 'deposit-slip.used']);
    const { filled } = await aCartWith(register, code);
    expect([filled.status, filled.body.code, filled.body.field]).toEqual([409, 'deposit-slip.used', '/barcode']);
  });

  it('is not spent by a line that was voided, nor by training', async () => {
    const code = depositSlip(4, 90);
    expect((await register.post('/api/v1/sales', basket([{ barcode: code }], '-0.90', 'training'))).status).toBe(201);
    const { path, filled } = await aCartWith(register, code);
    const lineId = filled.body.lines[0].lineId as string;
    const voided = await register.post(`${path}/lines/${lineId}/void`, {}, { 'if-match': `"r${filled.body.revision}"` });
    expect(voided.body.totals.gross).toBe('0.00');
    expect((await register.post('/api/v1/sales', basket([{ barcode: code }], '-0.90'))).status).toBe(201);
  });

  it('at two registers at once is paid out by exactly one, and the other is told', async () => {
    for (let attempt = 0; attempt < RACES; attempt += 1) {
      const code = depositSlip(100 + attempt, 250);
      const carts = await Promise.all(registers.map((one) => aCartWith(one, code)));
      const pay = async (index: 0 | 1, laterMs: number) => {
        const cart = carts[index] as (typeof carts)[number];
        await pause(laterMs);
        const seen = { 'if-match': `"r${cart.filled.body.revision}"` };
        return registers[index].post(`${cart.path}/checkout`, { tenders: [cash('-2.50')] }, seen);
      };
      const later = attempt * LATER_BY_MS;
      const answers = await Promise.all(attempt % 2 === 0 ? [pay(0, 0), pay(1, later)] : [pay(0, later), pay(1, 0)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
      expect(answers.find(({ status }) => status === 409)?.body.code).toBe('deposit-slip.used');
    }
  });
});

describe('deposits over the API', () => {
  it('come with a bottle and go back with it', async () => {
    const { body: sold } = await register.post('/api/v1/sales', basket([{ barcode: MILK, quantity: '2' }], '14.50'));
    const [milk, bottle] = recordOf(sold).lines;
    expect(bottle).toMatchObject({ linkedTo: { lineId: milk.lineId }, isDeposit: true, gross: '0.60' });
    const given = {
      receiptNumber: sold.receiptNumber,
      lines: [{ lineId: newId(), soldLineId: milk.lineId, quantity: '1' }],
      reason: 'damaged',
    };
    const { body: cart, headers } = await register.post('/api/v1/carts', {});
    const { body } = await register.post(`/api/v1/carts/${cart.transactionId}/return-lines`, given, {
      'if-match': String(headers['etag']),
    });
    expect(body.lines.map((line: { gross: string }) => line.gross)).toEqual(['-6.93', '-0.30']);
  });

  it('are priced with a document that is not kept', async () => {
    const lines = [{ lineId: newId(), barcode: MILK, quantity: '2' }, { lineId: newId(), barcode: EMPTY_BOTTLE, quantity: '-3' }]; // prettier-ignore
    const { body } = await register.post('/api/v1/calculations', { lines });
    expect(body.totals).toMatchObject({ gross: '13.56', itemCount: 2 });
  });
});

describe('the store’s own papers', () => {
  it('are told by a scan: the slip of a basket that waits, and no more once it was taken up', async () => {
    const { path, filled } = await aCartWith(register, MILK);
    const suspended = await register.post(`${path}/suspend`, {}, { 'if-match': `"r${filled.body.revision}"` });
    const { slipNumber } = suspended.body.suspended;
    expect(await scan(slipNumber)).toMatchObject({
      kind: 'suspended', transactionId: filled.body.transactionId, slipNumber, registerId: 'r1', expiresAt: null, isExpired: false,
    }); // prettier-ignore
    expect((await registers[1].post('/api/v1/suspended-carts/recall', { slipNumber })).status).toBe(200);
    expect(await scan(slipNumber)).toEqual({ kind: 'unknown' });
  });

  it('are told by a scan: the receipt of a return as that of a sale', async () => {
    const { body: sold } = await register.post('/api/v1/sales', basket([{ barcode: EMPTY_BOTTLE, quantity: '-1' }], '-0.30'));
    expect(await scan(sold.receiptNumber)).toMatchObject({ kind: 'receipt', transactions: [{ transactionId: sold.transactionId }] });
  });
});

describe('a box that starts again', () => {
  it('knows the slips it paid out', async () => {
    const code = depositSlip(5, 60);
    expect((await register.post('/api/v1/sales', basket([{ barcode: code }], '-0.60'))).status).toBe(201);
    unit = await unit.restart();
    register = unit.comeBack(register);
    expect(await scan(code)).toMatchObject({ isUsed: true });
  });
});
