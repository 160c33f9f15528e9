import { CATALOG_MIGRATIONS, currentGeneration, generationFile } from '@app/channel-db';
import { openSqlite } from '@app/database';
import { newId } from '@app/kernel';
import { MILK, SHOP_ROWS, WINE } from '@app/testing';
import { openTestUnit, type TestRegister, type TestUnit } from './a-unit';

const HOUR_MS = 3_600_000;

const rowsWith = (channel: object): typeof SHOP_ROWS => ({
  ...SHOP_ROWS,
  channel: SHOP_ROWS['channel']?.map((row) => ({ ...row, ...channel })) ?? [],
});
const seen = (answer: { headers: Readonly<Record<string, unknown>> }) => ({ 'if-match': String(answer.headers['etag']) });

interface Store {
  readonly unit: TestUnit;
  readonly one: TestRegister;
  readonly two: TestRegister;
  readonly shifts: readonly [string, string];
}

async function open(channel: object): Promise<Store> {
  const unit = await openTestUnit(rowsWith(channel));
  const [one, two] = [await unit.register('r1'), await unit.register('r2')];
  const shifts = [newId(), newId()] as const;
  await one.post('/api/v1/shifts', { shiftId: shifts[0], float: '100.00' });
  await two.post('/api/v1/shifts', { shiftId: shifts[1], float: '100.00' });
  return { unit, one, two, shifts };
}

async function aBasket(register: TestRegister, barcode = MILK) {
  const cart = await register.post('/api/v1/carts', {});
  return register.post(`/api/v1/carts/${cart.body.transactionId}/lines`, { lineId: newId(), barcode, quantity: '2' }, seen(cart));
}

async function suspend(register: TestRegister, cart: Awaited<ReturnType<typeof aBasket>>) {
  const answer = await register.post(`/api/v1/carts/${cart.body.transactionId}/suspend`, {}, seen(cart));
  expect(answer).toMatchObject({ status: 200, body: { status: 'suspended' } });
  return { slipNumber: answer.body.suspended.slipNumber as string, etag: seen(answer) };
}
const recall = (register: TestRegister, named: object, headers = {}) => register.post('/api/v1/suspended-carts/recall', named, headers);

/** A price changed at headquarters and was sent down. */
async function priceOf(unit: TestUnit, productId: string, unitPrice: number): Promise<void> {
  const { dataDir } = unit.parts.settings;
  const catalog = await openSqlite({ file: generationFile(dataDir, currentGeneration(dataDir) ?? 1), migrations: CATALOG_MIGRATIONS });
  await catalog.unitOfWork.run(async (tx) => {
    await tx.run('UPDATE {price} SET unit_price = ? WHERE product_id = ?', [unitPrice, productId]);
    await tx.run('UPDATE {catalog_state} SET version = version + 1');
  });
  await catalog.close();
}

describe('a suspended basket', () => {
  let store: Store;
  beforeAll(async () => { store = await open({ suspendedHours: 24 }); }); // prettier-ignore
  afterAll(() => store.unit.close());

  it('is taken up at another register by its slip, at the prices of now with the difference shown, and sold there', async () => {
    const { one, two, unit } = store;
    const basket = await aBasket(one);
    const { slipNumber } = await suspend(one, basket);
    expect(slipNumber).toMatch(/^S\d{16}$/);
    await priceOf(unit, 'milk', 75_000);
    const listed = await two.get('/api/v1/suspended-carts');
    expect(listed.body.items).toMatchObject([
      {
        transactionId: basket.body.transactionId,
        registerId: 'r1',
        gross: '13.86',
        lineCount: 1,
        isExpired: false,
        suspended: { slipNumber },
      },
    ]);
    const key = { 'idempotency-key': newId() };
    const answer = await recall(two, { slipNumber }, key);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        grossBefore: '13.86',
        difference: '1.14',
        changes: [{ before: '13.86', now: '15.00' }],
        cart: { registerId: 'r2', status: 'open', suspended: null },
      },
    });
    expect((await recall(two, { slipNumber }, key)).body).toEqual(answer.body);
    expect(await recall(one, { slipNumber })).toMatchObject({ status: 404, body: { code: 'suspended.unknown' } });
    const path = `/api/v1/carts/${basket.body.transactionId}`;
    expect((await one.get(path)).status).toBe(404);
    const tenders = [{ tenderId: newId(), tenderTypeId: 'cash', amount: '15.00' }];
    const sale = await two.post(`${path}/checkout`, { tenders }, seen(answer));
    expect(sale).toMatchObject({ status: 201, body: { gross: '15.00' } });
    expect(JSON.parse(sale.body.capsules[0].record)).toMatchObject({ registerId: 'r2', shiftId: store.shifts[1] });
  });

  it('goes to one of two registers that recall it at once', async () => {
    const { one, two } = store;
    const { slipNumber } = await suspend(one, await aBasket(one));
    const both = await Promise.all([recall(one, { slipNumber }), recall(two, { slipNumber })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 404]);
  });

  it('leaves its journal entries, and counts in X and Z', async () => {
    const { one, shifts } = store;
    const basket = await aBasket(one);
    const answer = await one.post(`/api/v1/carts/${basket.body.transactionId}/suspend`, {}, seen(basket));
    const events = answer.body.capsules.map(({ record }: { record: string }) => JSON.parse(record).body);
    expect(events).toMatchObject([{ event: 'cart-suspended' }]);
    const recalled = await recall(one, { transactionId: basket.body.transactionId });
    expect(recalled.body.cart.capsules).toHaveLength(1);
    const x = await one.get(`/api/v1/shifts/${shifts[0]}/x-report`);
    expect(x.body).toMatchObject({ suspendedCount: 3, recalledCount: expect.any(Number) as number });
    expect(x.body.recalledCount).toBeGreaterThanOrEqual(1);
  });

  it('cannot be empty, paid in part or changed while it waits', async () => {
    const { one } = store;
    const empty = await one.post('/api/v1/carts', {});
    expect(await one.post(`/api/v1/carts/${empty.body.transactionId}/suspend`, {}, seen(empty))).toMatchObject({
      status: 409,
      body: { code: 'cart.empty' },
    });
    const basket = await aBasket(one);
    const path = `/api/v1/carts/${basket.body.transactionId}`;
    const paid = await one.post(`${path}/tenders`, { tenderId: newId(), tenderTypeId: 'cash', amount: '5.00' }, seen(basket));
    expect(await one.post(`${path}/suspend`, {}, seen(paid))).toMatchObject({ status: 409, body: { code: 'cart.paid-in-part' } });
    const waiting = await aBasket(one);
    const { etag } = await suspend(one, waiting);
    const line = { lineId: newId(), barcode: WINE };
    expect(await one.post(`/api/v1/carts/${waiting.body.transactionId}/lines`, line, etag)).toMatchObject({
      status: 409,
      body: { code: 'cart.not-open' },
    });
  });

  it('is gone after its time', async () => {
    const { one, unit } = store;
    const { slipNumber } = await suspend(one, await aBasket(one));
    unit.parts.clock.correct(25 * HOUR_MS);
    expect(await recall(await unit.register('r2'), { slipNumber })).toMatchObject({ status: 409, body: { code: 'suspended.expired' } });
  });
});

describe('the close of a shift', () => {
  it.each([
    ['voids what was suspended in it where the store says so', { voidsSuspendedAtClose: true }, 1, 404],
    ['keeps it for the next shift otherwise', {}, 0, 200],
  ])('%s', async (_, channel, voidCount, status) => {
    const { unit, one, two, shifts } = await open(channel);
    try {
      const { slipNumber } = await suspend(one, await aBasket(one));
      const closed = await one.post(`/api/v1/shifts/${shifts[0]}/close`, {});
      expect(closed).toMatchObject({ status: 200, body: { report: { voidCount, suspendedCount: 1 }, salesWithoutCharge: [] } });
      expect((await recall(two, { slipNumber })).status).toBe(status);
    } finally {
      await unit.close();
    }
  });
});
