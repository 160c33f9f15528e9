import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import kernel from '../../dist/libs/kernel/src/index.js';
import ledger from '../../dist/tools/simulate/src/ledger.js';
import lanes from '../../dist/tools/simulate/src/register/open-lanes.js';
import ownStore from '../../dist/tools/simulate/src/own-store.js';

const { newId } = kernel;

/**
 * The real appliance from dist, with a made-up catalog and as many registers as there are clients, each logged on with its
 * shift open. `as(client)` are the headers of one register.
 */
export async function startProduct({ products, registers }) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-product-'));
  console.error(`a store with ${products} products and ${registers} registers...`);
  const world = await ownStore.openOwnStore({
    folder,
    registerCount: registers,
    productCount: products,
    isDirect: true,
    unitEnv: { UNIT_LOG_LEVEL: 'warn' },
  });
  const book = new ledger.SimulatorLedger(join(folder, 'ledger.jsonl'));
  const opened = await lanes.openLanes(world, book, 1);
  const headersOf = ({ register: { commerce } }) => ({
    authorization: `Bearer ${commerce.deviceToken}`,
    'store-session': commerce.sessionToken,
  });
  let headers = opened.map(headersOf);
  const { store } = world;
  // A buyer's age would be one request more.
  const sample = world.sample.filter(({ minimumAge }) => minimumAge === null);
  return {
    url: store.unitUrl,
    get pid() {
      return store.unit.pid;
    },
    store,
    anyBarcode: () => sample[Math.floor(Math.random() * sample.length)],
    as: (client) => headers[client],
    /** Until the words of all products can be searched, which is worked out once, after the first load. */
    async indexed() {
      for (let isBehind = true; isBehind; await sleep(100)) {
        const answer = await fetch(`${store.unitUrl}/api/v1/product-search?search=product`, { headers: headers[0] });
        if (!answer.ok) throw new Error(`product search: ${answer.status} ${await answer.text()}`);
        ({ isIndexBehind: isBehind } = await answer.json());
      }
    },
    /** Again, as registers do when the appliance was away. */
    async logOn() {
      await Promise.all(opened.map(({ register }) => register.logOn()));
      headers = opened.map(headersOf);
    },
    async stop() {
      book.close();
      await world.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** A line of one piece or one weighed kilogram. */
export const lineOf = ({ barcode, isWeighed }) => ({ lineId: newId(), barcode, ...(isWeighed ? { weight: '1' } : { quantity: '1' }) });

/** A whole sale of five lines in one request, paid in cash. */
export const sellerOf =
  ({ anyBarcode, as }) =>
  (connection, client) => {
    const lines = Array.from({ length: 5 }, () => lineOf(anyBarcode()));
    const body = { transactionId: freshId(), lines, tenders: [{ tenderId: freshId(), tenderTypeId: 'cash', amount: '500.00' }] };
    return connection.request('POST', '/api/v1/sales', body, { ...as(client), ...freshKey() });
  };

export const freshId = newId;
export const freshKey = () => ({ 'idempotency-key': randomUUID() });
