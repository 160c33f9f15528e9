// The appliance is killed at random moments under 20 sales a second; nothing may be lost, doubled or half there.
//   npm run test:long -- kill [--kills 300] [--seed n]
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import halves from '../../dist/tools/simulate/src/check/half-things.js';
import kills from '../../dist/tools/simulate/src/scenarios/kills.js';

const { values } = parseArgs({ options: { kills: { type: 'string', default: '300' }, seed: { type: 'string' } } });
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const folder = mkdtempSync(join(tmpdir(), 'kill-'));
console.log(`seed ${seed}, ledger and logs: ${folder}`);

const result = await kills.killRun({ folder, kills: Number(values.kills), seed, perSecond: 20, note: (line) => console.log(line) });
const wrong = {
  lost: result.lost,
  differences: result.differences,
  doubled: result.strays,
  refused: result.refusals,
  'unexplained charges': result.unexplainedCharges,
  half: halves.halfThings(result.storeFile),
};
for (const [what, list] of Object.entries(wrong))
  console.log(`${what}: ${list.length}${list.length > 0 ? ` ${JSON.stringify(list.slice(0, 10))}` : ''}`);
const ready = result.readyMs.toSorted((a, b) => a - b);
const p95 = ready[Math.ceil(ready.length * 0.95) - 1];
console.log(
  `${result.sold} sales, ${result.readyMs.length} kills; ready again ms: median ${ready[ready.length >> 1].toFixed(0)}, p95 ${p95.toFixed(0)}, worst ${ready.at(-1).toFixed(0)}`,
);
process.exitCode = Object.values(wrong).every((list) => list.length === 0) && p95 <= 5_000 ? 0 : 1;
