import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import enrolment from '../../dist/tools/simulate/src/store/enrol.js';
import { drive } from './load.mjs';
import { sellerOf, startProduct } from './product.mjs';

const REGISTERS = 8;
const IDLE_MS = 5_000;
const READY_MS = 60_000;
const LOOK_EVERY_MS = 20;
/** A job of its own, so that the packages of the store's headquarters go on as they were. */
const JOB = '9040';

/**
 * Eight registers that sell without a pause, each waiting for its answer, while rows are applied to the catalog they sell from.
 * `idle` and `during` answer what one round gave; each package follows the one before it.
 */
export async function startSellers(folder, { load, deltaSqlite }) {
  const packageFile = join(folder, 'present.json');
  const product = await startProduct({ products: 1_000, registers: REGISTERS });
  const { store } = product;
  await store.unit.stop();
  store.planted = {
    nodeArgs: ['--import', new URL('apply-on-signal.mjs', import.meta.url).href],
    env: { BENCH_APPLY_PACKAGE: packageFile, BENCH_APPLY_DIRECTORY: store.unitFolder },
  };
  await store.startUnit(() => enrolment.untilReady(store.unitUrl, READY_MS));
  await product.logOn();

  const both = [load, deltaSqlite].map((file) => JSON.parse(readFileSync(file, 'utf8')));
  let version = 0;
  const sell = (until) => drive(product, { clients: REGISTERS, ...until, operation: sellerOf(product) });
  const next = (form) => {
    const { manifest, folder: segments } = both[version % both.length];
    const asSqlite = form === 'SQLite form' ? manifest.segments.map(({ sha256 }) => sha256) : [];
    const place = { job: JOB, kind: 'delta', packageId: randomUUID(), fromVersion: version, toVersion: (version += 1) };
    writeFileSync(packageFile, JSON.stringify({ manifest: { ...manifest, ...place }, folder: segments, asSqlite }));
  };
  return {
    stop: () => product.stop(),
    idle: () => sell({ forMs: IDLE_MS }),
    during(form) {
      next(form);
      process.kill(product.pid, 'SIGUSR2');
      return sell({ until: applied(`${packageFile}.done`) });
    },
  };
}

async function applied(file) {
  while (!existsSync(file)) await sleep(LOOK_EVERY_MS);
  const outcome = JSON.parse(readFileSync(file, 'utf8'));
  rmSync(file);
  if (outcome.kind !== 'applied') throw new Error(JSON.stringify(outcome));
}
