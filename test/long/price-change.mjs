// All prices of a large store change while it sells: no refused sale, no half price list, checkout p99 within its bound.
//   npm run test:long -- price-change [--products 75000] [--rate 8]
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import scenario from '../../dist/tools/simulate/src/scenarios/price-change.js';

const LONGEST_P99_MS = 100;
const { values } = parseArgs({ options: { products: { type: 'string', default: '75000' }, rate: { type: 'string', default: '8' } } });
const folder = mkdtempSync(join(tmpdir(), 'price-change-'));
console.log(`ledger and logs: ${folder}`);
const result = await scenario.priceChangeRun({
  folder,
  productCount: Number(values.products),
  perSecond: Number(values.rate),
  seed: Number(process.env.RUN ?? 1),
  note: (line) => console.log(line),
});
const { checkoutMs, differences, halfLists, outOfStep, refusals } = result;
const isRight = differences.length + halfLists.length + outOfStep.length + refusals.length === 0 && checkoutMs.p99 <= LONGEST_P99_MS;
console.log(`${result.sold} sales, ${differences.length} differences, ${refusals.length} refused`);
console.log(`${result.listsSeen} price lists read, ${halfLists.length} of them neither old nor new; ${outOfStep.length} sales out of step`);
console.log(
  `${checkoutMs.count} checkouts meanwhile, ms: p50 ${checkoutMs.p50.toFixed(1)}, p99 ${checkoutMs.p99.toFixed(1)}, max ${checkoutMs.most.toFixed(1)}`,
);
for (const one of [...differences.map((difference) => JSON.stringify(difference)), ...refusals, ...halfLists]) console.log(`  ${one}`);
process.exitCode = isRight ? 0 : 1;
