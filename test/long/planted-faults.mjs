// Proof that the kill test bites: with a fault planted into the appliance's build it has to go red, without one it stays green.
// How each is planted stands in test/long/faults. A missing flush shows only at a power cut, so the same run is done with one and
// without the fault first.
//   npm run test:long -- planted-faults [--kills 20] [--fault synchronous-off]
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import kills from '../../dist/tools/simulate/src/scenarios/kills.js';

const { values } = parseArgs({
  options: { kills: { type: 'string', default: '20' }, fault: { type: 'string' }, seed: { type: 'string', default: '1' } },
});
const FAULTS = join(import.meta.dirname, 'faults');
const preload = (name) => ['--require', join(FAULTS, `${name}.cjs`)];

const RUNS = [
  { name: 'power-cut', isRed: false, nodeArgs: [], hasPowerCut: true },
  { name: 'synchronous-off', isRed: true, nodeArgs: preload('synchronous-off'), hasPowerCut: true },
  { name: 'answer-before-commit', isRed: true, nodeArgs: preload('answer-before-commit'), hasPowerCut: false },
  { name: 'key-outside-commit', isRed: true, nodeArgs: preload('key-outside-commit'), hasPowerCut: false },
];

const storeFiles = (folder) => readdirSync(folder).filter((name) => name.startsWith('store.db'));

/** What was flushed of each store file is kept aside by power-cut.c; after a kill only that is left. */
function powerCut(folder) {
  const [copies, library] = [join(folder, 'flushed'), join(folder, 'power-cut.so')];
  mkdirSync(copies);
  execFileSync('cc', ['-shared', '-fPIC', '-O1', '-o', library, join(FAULTS, 'power-cut.c'), '-ldl']);
  return {
    env: { LD_PRELOAD: library, POWER_CUT_COPIES: copies },
    begin: (unitFolder) => storeFiles(unitFolder).forEach((name) => copyFileSync(join(unitFolder, name), join(copies, name))),
    happen(unitFolder) {
      for (const name of storeFiles(unitFolder)) {
        // Into the same file: a power cut leaves no other one behind.
        if (existsSync(join(copies, name))) copyFileSync(join(copies, name), join(unitFolder, name));
        else rmSync(join(unitFolder, name));
      }
    },
  };
}

async function runWith({ name, nodeArgs, hasPowerCut }) {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  const power = hasPowerCut ? powerCut(folder) : undefined;
  const result = await kills.killRun({
    folder,
    kills: Number(values.kills),
    seed: Number(values.seed),
    perSecond: 20,
    plant: ({ store }) => {
      store.planted = { nodeArgs, env: power?.env ?? {} };
      power?.begin(store.unitFolder);
    },
    whenKilled: ({ store }) => power?.happen(store.unitFolder),
  });
  const wrong = [...result.lost, ...result.differences, ...result.strays, ...result.refusals];
  console.log(
    `${name}: ${result.sold} sales, ${values.kills} kills: lost ${result.lost.length}, differences ${result.differences.length}, doubled ${result.strays.length}, refused ${result.refusals.length}`,
  );
  for (const one of wrong.slice(0, 3)) console.log(`  ${typeof one === 'string' ? one : JSON.stringify(one)}`);
  return wrong.length > 0;
}

let asExpected = true;
for (const run of RUNS.filter(({ name }) => name === (values.fault ?? name))) {
  const isRed = await runWith(run).catch((error) => {
    console.log(`${run.name}: ${error.message}`);
    return true;
  });
  console.log(`${run.name} is ${isRed ? 'red' : 'green'}, ${isRed === run.isRed ? 'as it should be' : 'WHICH IT SHOULD NOT BE'}`);
  asExpected &&= isRed === run.isRed;
}
process.exitCode = asExpected ? 0 : 1;
