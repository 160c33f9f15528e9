import { cpSync, rmSync } from 'node:fs';
import { newId } from '@app/kernel';
import type { Capsule } from '@app/protocol';
import { MILK } from '@app/testing';
import { openTestUnit, type TestRegister, type TestUnit } from './a-unit';

let unit: TestUnit;
let till: TestRegister;
beforeEach(async () => {
  unit = await openTestUnit();
  till = await unit.register();
  expect((await till.post('/api/v1/shifts', { shiftId: newId(), float: '100.00' })).status).toBe(201);
});
afterEach(() => unit.close());

const aBasket = () => ({
  transactionId: newId(),
  lines: [{ lineId: newId(), barcode: MILK }],
  tenders: [{ tenderId: newId(), tenderTypeId: 'cash', amount: '6.90' }],
});
const sell = (basket = aBasket(), key = newId()) => till.post('/api/v1/sales', basket, { 'idempotency-key': key });
const headOf = ({ record, digest }: Capsule) => {
  const { type, sequence } = JSON.parse(record) as { type: string; sequence: number };
  return { type, sequence, digest };
};
const showHeads = (...heads: object[]) => till.post('/api/v1/session/heads', { heads });

async function restart(whileDown?: (dataDir: string) => void): Promise<void> {
  unit = await unit.restart(whileDown);
  till = unit.comeBack(till);
}

describe('after a start of the box', () => {
  it('a register shows its heads once, without a PIN, before anything is numbered for it', async () => {
    const sold = await sell();
    await restart();
    const [basket, key] = [aBasket(), newId()];
    expect(await sell(basket, key)).toMatchObject({ status: 409, body: { code: 'session.heads-required', retryable: true } });
    for (const [path, body] of [['shifts', { shiftId: newId(), float: '1.00' }], ['session/log-off', {}]] as const) {
      expect((await till.post(`/api/v1/${path}`, body)).body.code).toBe('session.heads-required');
    } // prettier-ignore
    expect((await till.get(`/api/v1/transactions/${sold.body.transactionId}`)).status).toBe(200);
    expect((await till.post('/api/v1/carts', {})).status).toBe(201);
    expect(await showHeads(headOf(sold.body.capsules[0]))).toMatchObject({ status: 200, body: { state: 'ready' } });
    expect((await sell(basket, key)).status).toBe(201);
    expect((await sell()).status).toBe(201);
  });

  it('each register shows its own', async () => {
    const other = await unit.register('r2');
    await restart();
    await showHeads();
    const answer = await unit.comeBack(other).post('/api/v1/shifts', { shiftId: newId(), float: '1.00' });
    expect(answer).toMatchObject({ status: 409, body: { code: 'session.heads-required' } });
  });

  it('an older copy is found out although its sessions are valid, and numbers nothing until it has everything back', async () => {
    const copy = `${unit.parts.settings.dataDir}-copy`;
    await restart((dataDir) => cpSync(dataDir, copy, { recursive: true }));
    await showHeads();
    const lost = (await sell()).body.capsules as Capsule[];
    await restart((dataDir) => {
      rmSync(dataDir, { recursive: true });
      cpSync(copy, dataDir, { recursive: true });
    });
    expect((await sell()).body.code).toBe('session.heads-required');
    expect(await showHeads(headOf(lost[0]!))).toMatchObject({
      status: 200,
      body: { state: 'behind', missing: { heads: [{ registerId: 'r1' }] } },
    });
    expect((await sell()).body.code).toBe('box.behind-registers');
    expect(await till.post('/api/v1/capsules', { capsules: lost })).toMatchObject({ body: { conflicts: [], box: { state: 'ready' } } });
    expect((await sell()).status).toBe(201);
  });
});
