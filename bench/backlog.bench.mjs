// Sales that waited for a line, seeded into the store file: how fast they drain beside the least that read, encode, send and take could
// be, and what eight registers notice meanwhile. BENCH_BACKLOG says how many; a month of a large store unless said. The floor, and
// registers without a backlog, are measured before and after, so that a machine that changes its pace is seen.
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import protocol from '../dist/libs/protocol/src/index.js';
import enrolment from '../dist/tools/simulate/src/store/enrol.js';
import backlog from '../dist/tools/simulate/src/store/seed-backlog.js';
import { figure } from '../tools/bench/figure.mjs';
import { drive } from './harness/load.mjs';
import { keepAside, startFloor } from './harness/processes.mjs';
import { sellerOf, startProduct } from './harness/product.mjs';
import { benchmark } from './harness/rounds.mjs';
import { sendBacklog } from './harness/send-backlog.mjs';

const SALES = Number(process.env.BENCH_BACKLOG ?? 200_000);
/** Before, and after. */
const ROUNDS = 2;
const FLOOR_SALES = Math.min(10_000, Math.floor(SALES / ROUNDS) - 500);
const REGISTERS = 8;
/** Forty sales a second from eight registers. */
const SALE_EVERY_MS = 200;
const ROUND_MS = 10_000;
/** Longer: of some hundred sales a single hiccup makes the p99. */
const IDLE_ROUND_MS = 25_000;
const READY_MS = 120_000;

/** Seeds while the appliance is down; answers the counters between which the backlog lies. */
async function seed({ store }) {
  const file = join(store.unitFolder, 'store.db');
  await store.unit.stop();
  const before = boxIn(file);
  const key = protocol.signingKeyFromPem(`box:${before.instance}`, readFileSync(join(store.unitFolder, 'keys', 'box.pem'), 'utf8'));
  backlog.seedBacklog({ file, count: SALES, key });
  return { file, from: before.counter, to: before.counter + SALES };
}

function boxIn(file) {
  const db = new DatabaseSync(file, { readOnly: true });
  const row = db.prepare('SELECT instance_id AS instance, last_counter AS counter FROM box').get();
  const { acknowledged } = db.prepare('SELECT max(acknowledged_counter) AS acknowledged FROM upload_state').get();
  db.close();
  return { ...row, acknowledged };
}

const inRounds = async (measure) => {
  const values = [];
  for (let round = 0; round < ROUNDS; round++) values.push(await measure(round));
  return values;
};

/** Registers sell until the backlog is up: in each round, records a second by what headquarters acknowledged, and how long a sale took. */
async function drain({ file, to }, sell) {
  const rates = [];
  const p99s = [];
  for (let before = boxIn(file).acknowledged; before < to;) {
    const began = performance.now();
    p99s.push((await sell()).p99Ms);
    const { acknowledged } = boxIn(file);
    // The round in which it ends was only partly of it.
    if (acknowledged < to || rates.length === 0) rates.push(((acknowledged - before) * 1000) / (performance.now() - began));
    before = acknowledged;
  }
  return { rates, p99s };
}

await benchmark(async (keep) => {
  const product = keep(await startProduct({ products: 1_000, registers: REGISTERS }));
  const { store } = product;
  const sell = (forMs = ROUND_MS) => drive(product, { clients: REGISTERS, forMs, everyMs: SALE_EVERY_MS, operation: sellerOf(product) });
  const idle = async () => (await sell(IDLE_ROUND_MS)).p99Ms;
  await sell();
  const idleBefore = await inRounds(idle);

  console.error(`${SALES} sales...`);
  const seeded = await seed(product);
  const floor = keep(await startFloor('upload.mjs'));
  const part = { file: seeded.file, keyFile: join(store.unitFolder, 'keys', 'box.pem'), count: FLOOR_SALES };
  const floors = () => inRounds((round) => sendBacklog(floor, { ...part, afterCounter: seeded.from + round * FLOOR_SALES }));
  const floorBefore = await floors();
  await store.startUnit(() => enrolment.untilReady(store.unitUrl, READY_MS));
  await product.logOn();
  keepAside(store.headquarters.pid);
  const { rates, p99s } = await drain(seeded, sell);

  const idleRounds = [...idleBefore, ...(await inRounds(idle))];
  const floorRounds = [...floorBefore, ...(await floors())];
  figure({ name: `drain of ${SALES} sales`, unit: '/s', productRounds: rates, floorRounds, target: { atLeast: 0.5 } });
  figure({ name: 'checkout p99 while it drains', unit: 'ms', productRounds: p99s, floorRounds: idleRounds, target: { atMost: 2 } });
});
