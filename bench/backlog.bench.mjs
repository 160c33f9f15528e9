// Sales that waited for a line, seeded into the store file: how fast they drain beside the least that read, encode, send and
// take could be, and what a register notices meanwhile. BENCH_BACKLOG says how many; a month of a large store unless said.
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import protocol from '../dist/libs/protocol/src/index.js';
import enrolment from '../dist/tools/simulate/src/store/enrol.js';
import backlog from '../dist/tools/simulate/src/store/seed-backlog.js';
import { figure } from '../tools/bench/figure.mjs';
import { drive } from './harness/load.mjs';
import { startFloor } from './harness/processes.mjs';
import { freshId, freshKey, lineOf, startProduct } from './harness/product.mjs';
import { benchmark } from './harness/rounds.mjs';
import { sendBacklog } from './harness/send-backlog.mjs';

const SALES = Number(process.env.BENCH_BACKLOG ?? 200_000);
const ROUNDS = 3;
const CLIENTS = 8;
/** Eight registers, each with a sale every 400 ms: 20 sales a second. */
const SALE_EVERY_MS = 400;
const ROUND_MS = 8_000;
const READY_MS = 120_000;
const LOOK_EVERY_MS = 20;

const saleOf =
  ({ anyBarcode, as }) =>
  (connection, client) => {
    const lines = Array.from({ length: 5 }, () => lineOf(anyBarcode()));
    const body = { transactionId: freshId(), lines, tenders: [{ tenderId: freshId(), tenderTypeId: 'cash', amount: '500.00' }] };
    return connection.request('POST', '/api/v1/sales', body, { ...as(client), ...freshKey() });
  };

/** Seeds while the appliance is down; answers the counters between which the backlog lies. */
async function seed({ store }, count) {
  const file = join(store.unitFolder, 'store.db');
  await store.unit.stop();
  const before = boxIn(file);
  const key = protocol.signingKeyFromPem(`box:${before.instance}`, readFileSync(join(store.unitFolder, 'keys', 'box.pem'), 'utf8'));
  backlog.seedBacklog({ file, count, key });
  return { file, from: before.counter, to: before.counter + count };
}

const start = ({ store }) => store.startUnit(() => enrolment.untilReady(store.unitUrl, READY_MS));

/** Records a second in each part of the backlog, by what headquarters acknowledged. */
async function drainRates({ file, from, to }) {
  while (boxIn(file).acknowledged <= from) await sleep(LOOK_EVERY_MS);
  const rates = [];
  let [counter, at] = [boxIn(file).acknowledged, performance.now()];
  for (let round = 1; round <= ROUNDS; round++) {
    const goal = from + Math.floor(((to - from) * round) / ROUNDS);
    let now = counter;
    for (; now < goal; now = boxIn(file).acknowledged) await sleep(LOOK_EVERY_MS);
    rates.push(((now - counter) * 1000) / (performance.now() - at));
    [counter, at] = [now, performance.now()];
  }
  return rates;
}

function boxIn(file) {
  const db = new DatabaseSync(file, { readOnly: true });
  const row = db.prepare('SELECT instance_id AS instance, last_counter AS counter FROM box').get();
  const { acknowledged } = db.prepare('SELECT max(acknowledged_counter) AS acknowledged FROM upload_state').get();
  db.close();
  return { ...row, acknowledged };
}

await benchmark(async (keep) => {
  const product = keep(await startProduct({ products: 1_000, registers: CLIENTS }));
  const sell = () => drive(product, { clients: CLIENTS, forMs: ROUND_MS, everyMs: SALE_EVERY_MS, operation: saleOf(product) });
  await sell();
  const idle = [];
  for (let round = 0; round < ROUNDS; round++) idle.push((await sell()).p99Ms);

  const alone = await seed(product, SALES);
  const floor = await startFloor('upload.mjs');
  const part = { file: alone.file, keyFile: join(product.store.unitFolder, 'keys', 'box.pem'), count: Math.ceil(SALES / ROUNDS) - 500 };
  const floorRounds = [];
  for (let round = 0; round < ROUNDS; round++)
    floorRounds.push(await sendBacklog(floor, { ...part, afterCounter: alone.from + round * part.count }));
  await floor.stop();
  await start(product);
  figure({ name: 'drain of a backlog', unit: '/s', productRounds: await drainRates(alone), floorRounds, target: { atLeast: 0.5 } });

  const meanwhile = await seed(product, SALES);
  await start(product);
  await product.logOn();
  const busy = [];
  while (boxIn(meanwhile.file).acknowledged < meanwhile.to && busy.length < ROUNDS) busy.push((await sell()).p99Ms);
  figure({ name: 'checkout p99 while it drains', unit: 'ms', productRounds: busy, floorRounds: idle, target: { atMost: 2 } });
});
