// Rows that headquarters sends into a live catalog file that holds them already, each of them changed: the package as lines against
// lines parsed and written by hand, the package as a SQLite file against an attached file; how far memory rises; and what eight registers
// notice that sell from the catalog meanwhile. A store waits by the clock on the wall; processor time moves least with what else the
// machine does. Both are judged.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pinnedEnvironment, pinnedNode } from '../tools/run/runtime.mjs';
import { loadedCatalog, makeProducts } from './harness/product-rows.mjs';
import { benchmark, compared, inTurn, limited } from './harness/rounds.mjs';
import { startSellers } from './harness/selling-during-apply.mjs';

const ROWS = Number(process.env.BENCH_APPLY_ROWS ?? 1_000_000);
const FEW_ROWS = 100_000;
const ROUNDS = 3;

function run(script, args) {
  const path = new URL(script, import.meta.url).pathname;
  const output = execFileSync(pinnedNode(), ['--no-warnings', path, ...args], { env: pinnedEnvironment(), encoding: 'utf8' });
  return JSON.parse(output.trim().split('\n').at(-1));
}

await benchmark(async (keep) => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-apply-'));
  keep({ stop: () => rmSync(folder, { recursive: true }) });
  const prepared = async (rows) => {
    console.error(`${rows} products in both forms...`);
    const files = await makeProducts(join(folder, `${rows}`), rows);
    return { files, catalog: await loadedCatalog(join(folder, `${rows}`), files.load) };
  };
  const few = await prepared(FEW_ROWS);
  const many = await prepared(ROWS);
  const floor = ({ files, catalog }, kind) => run('floors/apply.mjs', [kind, catalog.fresh().file, files[kind]]);
  const product = ({ files, catalog }, kind) => run('harness/apply-process.mjs', [catalog.fresh().directory, files[kind]]);
  const rate = { unit: 'rows per CPU second', pick: ({ cpuSeconds }) => ROWS / cpuSeconds };
  const wall = { unit: 'rows/s', pick: ({ seconds }) => ROWS / seconds };
  const memory = { unit: 'MiB', pick: ({ roseMiB }) => roseMiB, target: { atMost: 96 } };

  for (const [form, floorKind, kind, atLeast] of [
    ['lines', 'lines', 'deltaLines', 0.85],
    ['SQLite form', 'attached', 'deltaSqlite', 0.7],
  ]) {
    const rounds = await inTurn({ floor: () => floor(many, floorKind), product: () => product(many, kind), rounds: ROUNDS });
    compared(rounds, { name: `apply ${ROWS} rows, ${form}, processor time`, ...rate, target: { atLeast } });
    compared(rounds, { name: `apply ${ROWS} rows, ${form}`, ...wall, target: { atLeast } });
    limited(rounds, { name: `apply ${ROWS} rows, ${form}, memory above idle`, ...memory });
    limited({ productRounds: [product(few, kind)] }, { name: `apply ${FEW_ROWS} rows, ${form}, memory above idle`, ...memory });
  }

  const sellers = keep(await startSellers(folder, many.files));
  for (const form of ['lines', 'SQLite form']) {
    const rounds = await inTurn({ floor: sellers.idle, product: () => sellers.during(form), rounds: ROUNDS });
    const name = (what) => `${what} while ${ROWS} rows are applied, ${form}`;
    compared(rounds, { name: name('sales'), unit: '/s', pick: ({ perSecond }) => perSecond, target: { atLeast: 0.5 } });
    limited(rounds, { name: name('checkout p99'), unit: 'ms', pick: ({ p99Ms }) => p99Ms, target: { atMost: 100 } });
  }
});
