import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '@app/kernel';
import { MILK } from '@app/testing';
import { openTestUnit, type TestRegister, type TestUnit } from './a-unit';

/** How often each race is run; the second request starts a little later each time, in steps far below what a checkout takes. */
const RACES = 40;
const LATER_BY_MS = 0.25;

interface Answered {
  readonly status: number;
  readonly body: { readonly code?: string; readonly transactionId?: string };
}

let unit: TestUnit;
let url: string;
let registers: readonly [TestRegister, TestRegister];

beforeAll(async () => {
  unit = await openTestUnit();
  await unit.app.listen(0, '127.0.0.1');
  url = await unit.app.getUrl();
  registers = [await unit.register('r1'), await unit.register('r2')];
  for (const register of registers) await register.post('/api/v1/shifts', { shiftId: newId(), float: '100.00' });
});
afterAll(() => unit.close());

const cash = (amount: string) => ({ tenderId: newId(), tenderTypeId: 'cash', amount });
const seen = (answer: { headers: Readonly<Record<string, unknown>> }) => ({ 'if-match': String(answer.headers['etag']) });

/** Over a connection of its own, as another register has one. */
async function checkout(register: TestRegister, cartId: string, etag: object, amount: string): Promise<Answered> {
  const headers = { ...register.headers, ...etag, 'idempotency-key': newId(), 'content-type': 'application/json', connection: 'close' };
  const answer = await fetch(`${url}/api/v1/carts/${cartId}/checkout`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ tenders: [cash(amount)] }),
  });
  return { status: answer.status, body: (await answer.json()) as Answered['body'] };
}

/** Starts one request after the other, by some of a millisecond. */
async function race(attempt: number, first: () => Promise<Answered>, second: () => Promise<Answered>): Promise<Answered[]> {
  const [ahead, behind] = attempt % 2 === 0 ? [first, second] : [second, first];
  const later = async (): Promise<Answered> => {
    await pause(attempt * LATER_BY_MS);
    return behind();
  };
  return Promise.all([ahead(), later()]);
}

function whoLost(answers: readonly Answered[]): string {
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  return answers.find(({ status }) => status !== 201)?.body.code ?? '';
}

async function aReturn(register: TestRegister, receiptNumber: string, soldLineId: string) {
  const given = { transactionId: newId(), receiptNumber, lines: [{ lineId: newId(), soldLineId }], reason: 'damaged' };
  const cart = await register.post('/api/v1/returns', given);
  expect(cart.status).toBe(201);
  return () => checkout(register, given.transactionId, seen(cart), '-6.90');
}

describe('at once, over HTTP', () => {
  it('two registers return the same line: one is paid out, the other is told that the sale changed', async () => {
    const lost = new Set<string>();
    for (let attempt = 0; attempt < RACES; attempt += 1) {
      const sold = await registers[0].post('/api/v1/sales', {
        transactionId: newId(),
        lines: [{ lineId: newId(), barcode: MILK }],
        tenders: [cash('7.00')],
      });
      const { receiptNumber, transactionId } = sold.body;
      const { lineId } = JSON.parse(sold.body.capsules[0].record).body.lines[0];
      const [one, two] = await Promise.all(registers.map((register) => aReturn(register, receiptNumber, lineId)));
      lost.add(whoLost(await race(attempt, one!, two!)));
      const { body } = await registers[0].get(`/api/v1/transactions/${transactionId}`);
      expect(body.returned).toEqual([{ lineId, quantity: '1' }]);
    }
    expect([...lost]).toEqual(['return.sale-changed']);
  });

  it('two checkouts finish one cart: one is the sale, the other came too late', async () => {
    const [register] = registers;
    const lost = new Set<string>();
    for (let attempt = 0; attempt < RACES; attempt += 1) {
      const cart = await register.post('/api/v1/carts', {});
      const { transactionId } = cart.body;
      const filled = await register.post(`/api/v1/carts/${transactionId}/lines`, { lineId: newId(), barcode: MILK }, seen(cart));
      const pay = (amount: string) => () => checkout(register, transactionId, seen(filled), amount);
      lost.add(whoLost(await race(attempt, pay('7.00'), pay('10.00'))));
      const again = await checkout(register, transactionId, seen(filled), '20.00');
      expect(again).toMatchObject({ status: 409, body: { code: 'cart.not-open' } });
    }
    for (const code of lost) expect(['cart.not-open', 'cart.revision-stale']).toContain(code);
  });
});
