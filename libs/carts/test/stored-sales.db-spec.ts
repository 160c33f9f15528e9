import { newId } from '@app/kernel';
import { MILK } from '@app/testing';
import { openShop, SELLER, type Shop } from './a-shop';

/** Stored before the second look; the long form has 100,000. */
const STORED = Number(process.env['STORED_SALES'] ?? 500);
const isTimed = process.env['STORED_SALES'] !== undefined;
const BATCH = 500;
/** Of several batches the one that was disturbed least. */
const BATCHES = 6;
const MOST_GROWTH = 1.1;

jest.setTimeout(isTimed ? 1_800_000 : 60_000);

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
  await shop.openShift();
});
afterAll(() => shop.close());

async function sell(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const [transactionId, lineId, tenderId, key] = [newId(), newId(), newId(), newId()];
    const basket = {
      transactionId,
      mode: 'live',
      lines: [{ lineId, barcode: MILK }],
      answers: [],
      tenders: [{ tenderId, tenderTypeId: 'cash', amount: '10.00' }],
      registerTime: null,
    } as const;
    await shop.selling.sales.sell(SELLER, basket, { deviceId: SELLER.deviceId, key, fingerprint: key.replaceAll('-', '').repeat(2) });
  }
}

/** CPU of one sale in microseconds. */
async function cpuOfSale(): Promise<number> {
  const costs: number[] = [];
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const before = process.cpuUsage();
    await sell(BATCH);
    const { user, system } = process.cpuUsage(before);
    costs.push((user + system) / BATCH);
  }
  return Math.min(...costs);
}

it(`sells on with ${STORED} transactions stored, and numbers them without a gap`, async () => {
  if (!isTimed) await sell(STORED);
  else {
    await sell(BATCH);
    const empty = await cpuOfSale();
    await sell(STORED - (BATCHES + 1) * BATCH);
    const full = await cpuOfSale();
    process.stdout.write(`CPU of a sale: ${empty.toFixed(0)} us in an empty store, ${full.toFixed(0)} us with ${STORED} stored\n`);
    expect(full / empty).toBeLessThan(MOST_GROWTH);
  }
  await sell(1);
  const total = STORED + 1 + (isTimed ? BATCHES * BATCH : 0);
  // Sales of one millisecond are listed in no order of their own.
  const latest = await shop.selling.transactions.list(SELLER, { after: undefined, limit: 20 });
  const last = latest
    .map(({ receiptNumber }) => receiptNumber)
    .toSorted()
    .at(-1);
  expect(last).toBe(`1-r1-${String(total).padStart(4, '0')}`);
});
