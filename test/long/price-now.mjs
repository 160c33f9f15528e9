// A price changed at headquarters with effect at once: how long until a register scans it, again and again.
//   npm run test:long -- price-now [--times 20]
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import ledger from '../../dist/tools/simulate/src/ledger.js';
import ownStore from '../../dist/tools/simulate/src/own-store.js';
import lanes from '../../dist/tools/simulate/src/register/open-lanes.js';
import chain from '../../dist/tools/simulate/src/store/chain.js';

const WITHIN_MS = 5_000;
const PRODUCTS = 200;
const { values } = parseArgs({ options: { times: { type: 'string', default: '20' } } });

const folder = mkdtempSync(join(tmpdir(), 'price-now-'));
const world = await ownStore.openOwnStore({ folder, registerCount: 1, productCount: PRODUCTS });
const book = new ledger.SimulatorLedger(join(folder, 'ledger.jsonl'));
const took = [];
try {
  const [lane] = await lanes.openLanes(world, book, 1);
  const [{ barcode, productId }] = world.sample;
  const priceAtRegister = async () => {
    const { content } = await lane.till.commerce.ask((api) => api.POST('/api/v1/scans', { body: { text: barcode } }));
    return content.product?.unitPrice;
  };
  for (let time = 1; time <= Number(values.times); time++) {
    await chain.seedProducts(world.headquarters, { productCount: PRODUCTS, registerCount: 1, priceShiftCents: time });
    const began = performance.now();
    while ((await priceAtRegister()) !== chain.costsOf(productId, time) && performance.now() - began < 2 * WITHIN_MS) await sleep(20);
    took.push(performance.now() - began);
    console.log(`change ${time}: at the register after ${Math.round(took.at(-1))} ms`);
  }
} finally {
  book.close();
  await world.close();
}
const longest = Math.max(...took);
console.log(`${took.length} changes, longest ${Math.round(longest)} ms`);
process.exitCode = longest <= WITHIN_MS ? 0 : 1;
