import { newId } from '@app/kernel';
import { MILK } from '@app/testing';
import { openTestUnit, type TestRegister, type TestUnit } from './a-unit';
import { postAlone, race, RACES, whoLost } from './support/race';

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

const checkout = (register: TestRegister, cartId: string, etag: object, amount: string) =>
  postAlone(register, `${url}/api/v1/carts/${cartId}/checkout`, { tenders: [cash(amount)] }, etag);

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
