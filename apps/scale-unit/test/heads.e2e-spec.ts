import { cpSync } from 'node:fs';
import { newId } from '@app/kernel';
import type { Capsule } from '@app/protocol';
import { MILK } from '@app/testing';
import { declareLost } from '../src/cli/journal-commands';
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

/** Takes a copy of the disk; what is answered writes it over the files that are there, which the box cannot see by itself. */
async function olderCopy(): Promise<(dataDir: string) => void> {
  const copy = `${unit.parts.settings.dataDir}-copy`;
  await restart((dataDir) => cpSync(dataDir, copy, { recursive: true }));
  await showHeads();
  return (dataDir) => cpSync(copy, dataDir, { recursive: true });
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
    const putBack = await olderCopy();
    const lost = (await sell()).body.capsules as Capsule[];
    await restart(putBack);
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

describe('records that no register holds any more', () => {
  const management = (method: 'GET' | 'POST', path: string, body?: object) => {
    const headers = { authorization: `Bearer ${unit.parts.keys.tokenFor('machine.token')}` };
    return unit.call({ method, path: `/management/v1/journal/${path}`, headers, ...(body && { body }) });
  };
  const withoutFolder = (path: string) => path.replace('/journal/', '');
  const client = {
    get: async (path: string) => (await management('GET', withoutFolder(path))).body as unknown,
    post: async (path: string, body?: object) => (await management('POST', withoutFolder(path), body)).body as unknown,
  };

  /** The box forgets three sales; the register still holds the last of them. */
  async function loseThree(): Promise<void> {
    const putBack = await olderCopy();
    const sales = [await sell(), await sell(), await sell()];
    await restart(putBack);
    const [last] = sales[2]!.body.capsules as Capsule[];
    await showHeads(headOf(last!));
    await till.post('/api/v1/capsules', { capsules: [last] });
  }

  it('keep the store closed until a manager gives up what was shown, by name; each leaves a record, and the store sells on', async () => {
    await loseThree();
    const { missingCount, box } = (await management('GET', 'missing')).body;
    expect([missingCount, box.state, box.missing.counters.length]).toEqual([2, 'behind', 2]);
    expect((await sell()).body.code).toBe('box.behind-registers');
    const decide = (staffId: string, seenCount: number) => management('POST', 'declare-lost', { staffId, seenCount });
    expect(await decide('nobody', 2)).toMatchObject({ status: 422, body: { code: 'staff.unknown' } });
    expect(await decide('anna', 1)).toMatchObject({ status: 409, body: { code: 'journal.more-missing', parameters: { missingCount: 2 } } });
    expect(await decide('anna', 2)).toMatchObject({ status: 200, body: { counters: box.missing.counters, box: { state: 'ready' } } });
    expect(await decide('anna', 2)).toMatchObject({ status: 200, body: { counters: [] } });
    const records = await unit.parts.store.reader.query<{ bytes: string }>(
      "SELECT bytes FROM {record} WHERE type = 'audit' ORDER BY counter",
    );
    const lost = records.map(({ bytes }) => JSON.parse(bytes)).filter(({ body }) => body.event === 'record-lost');
    expect(lost).toMatchObject(
      box.missing.counters.map((counter: number) => ({ counter, staffId: 'anna', body: { approvedBy: 'anna', details: { counter } } })),
    );
    expect((await sell()).status).toBe(201);
  });

  it('are shown by the command line, which decides nothing unless told to', async () => {
    await loseThree();
    const said: string[] = [];
    const say = (line: string) => void said.push(line);
    await declareLost(client, {}, say);
    expect(said[0]).toMatch(/^Not here: \d+-\d+ of the box's own count\.$/);
    expect(said.at(-1)).toMatch(/^Nothing has changed yet\./);
    expect((await sell()).body.code).toBe('box.behind-registers');
    await declareLost(client, { staff: 'anna', yes: true }, say);
    expect(said.at(-1)).toBe('2 records stand in the journal as lost. The store sells on.');
    expect((await sell()).status).toBe(201);
  });
});
