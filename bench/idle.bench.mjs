// What the appliance's processes weigh when nobody asks for anything, and how long the scale unit takes from start to ready,
// against the bare stack. Memory is what the kernel counts as resident, runtime included.
import { setTimeout as sleep } from 'node:timers/promises';
import { answered, startLauncher } from './harness/launched.mjs';
import { residentMiB, startFloor } from './harness/processes.mjs';
import { startProduct } from './harness/product.mjs';
import { benchmark, compared, inTurn, limited } from './harness/rounds.mjs';

const SETTLE_MS = 10_000;
const READY_WITHIN_MS = 60_000;
const SAMPLES = 5;
const PRODUCTS = 20_000;
const CONSOLE_PORT = 17_500 + (process.pid % 400);

const FLOORS = { unit: ['idle.mjs', ['scale-unit']], console: ['idle.mjs', ['console']], launcher: ['launcher.cjs', []] };
const LIMITS = [
  { name: 'scale unit', process: 'unit', atMostMiB: 150 },
  { name: 'console', process: 'console', atMostMiB: 120 },
  { name: 'launcher', process: 'launcher', atMostMiB: 45 },
];

async function memory(pid) {
  const seen = [];
  for (let sample = 0; sample < SAMPLES; sample++) {
    seen.push(residentMiB(pid));
    await sleep(200);
  }
  return seen;
}

/** Starts, waits for the first answer, stops; answers how long the first two took. */
async function readyMs(start, url, stop) {
  const began = performance.now();
  const started = await start();
  await answered(url(started), READY_WITHIN_MS);
  const ms = performance.now() - began;
  await stop(started);
  return { ms };
}

await benchmark(async (keep) => {
  const product = keep(await startProduct({ products: PRODUCTS, registers: 1 }));
  const { store } = product;
  await product.indexed();
  await store.unit.stop();

  const starts = await inTurn({
    floor: () => readyMs(() => startFloor(...FLOORS.unit), ({ url }) => `${url}/livez`, (floor) => floor.stop()),
    product: () => readyMs(() => store.startUnit(), () => `${store.unitUrl}/readyz`, () => store.unit.stop()),
  }); // prettier-ignore
  compared(starts, { name: 'start to ready, scale unit', unit: 'ms', pick: (round) => round.ms, target: { atMost: 1.5 } });

  const environment = { ...store.unitEnvironment(), CONSOLE_PORT: String(CONSOLE_PORT), CONSOLE_LAN_HOST: 'off' };
  const readyUrls = [`${store.unitUrl}/readyz`, `http://127.0.0.1:${CONSOLE_PORT}/`];
  const launched = keep(await startLauncher({ dataDir: store.dataFolder, environment, readyUrls }));
  const floors = Object.fromEntries(
    await Promise.all(Object.entries(FLOORS).map(async ([name, floor]) => [name, keep(await startFloor(...floor))])),
  );
  await sleep(SETTLE_MS);
  for (const { name, process: which, atMostMiB } of LIMITS) {
    const rounds = { productRounds: await memory(launched.pids[which]), floorRounds: await memory(floors[which].pid) };
    const resident = { unit: 'MiB', pick: (mib) => mib };
    limited(rounds, { name: `idle memory, ${name}`, ...resident, target: { atMost: atMostMiB } });
    compared(rounds, { name: `idle memory, ${name}, against its floor`, ...resident, target: { atMost: 1.3 } });
  }
});
