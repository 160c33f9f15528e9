// What a cashier waits for: searches as they are typed, answered with products and prices, against a full-text table of the same names
// asked by hand, ranked, in the same process. Names have words as languages have them, and one word that a tenth of all products has.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import asyncClient from '../dist/libs/async-client/src/index.js';
import catalog from '../dist/libs/catalog/src/index.js';
import channelDb from '../dist/libs/channel-db/src/index.js';
import { barcodeOf, fullTextFile, nameOf, searchCatalog } from './harness/search-catalog.mjs';
import { benchmark, compared, inTurn, limited } from './harness/rounds.mjs';

const SEARCHES = 300;
const ROUNDS = 3;
const SIZES = [
  { count: 100_000, p99Ms: 25 },
  { count: Number(process.env.BENCH_SEARCH_ROWS ?? 1_000_000), p99Ms: 50 },
];
const of = { legalEntityId: 'grocer', channelId: 'store' };

/** What is typed, by turns: whole names, two words, beginnings, the common word, it and a size, a typo, the end of a barcode. */
function typed(turn, count) {
  const id = 1 + ((turn * 7919) % count);
  const words = nameOf(id).split(' ');
  const [first, second] = words;
  return [
    () => words.join(' '),
    () => `${first} ${second}`,
    () => first.slice(0, 4),
    () => `${first.slice(0, 3)} ${second.slice(0, 3)}`,
    () => 'organic',
    () => 'organic 500ml',
    () => first.slice(0, 2),
    () => `${first.slice(0, -1)}x`,
    () => barcodeOf(id).slice(-6),
  ][turn % 9]();
}

async function latencies(count, ask) {
  const times = [];
  for (let turn = 0; turn < SEARCHES; turn++) {
    const text = typed(turn, count);
    const began = performance.now();
    await ask(text);
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  return { p50Ms: times[Math.floor(SEARCHES / 2)], p99Ms: times[Math.floor(SEARCHES * 0.99)] };
}

await benchmark(async (keep) => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-search-'));
  keep({ stop: () => rmSync(folder, { recursive: true }) });
  for (const { count, p99Ms } of SIZES) {
    console.error(`${count} products, indexed...`);
    const directory = join(folder, `${count}`);
    await searchCatalog(directory, count);
    const began = performance.now();
    await asyncClient.indexInThread(directory)(new AbortController().signal);
    const indexSeconds = (performance.now() - began) / 1000;
    const { db, ask } = fullTextFile(join(directory, 'full-text.db'), count);
    const open = channelDb.openSqliteCatalog(directory);
    const thread = new catalog.SearchThread(directory);
    keep({ stop: () => Promise.all([thread.close(), open.close()]).then(() => db.close()) });

    const product = async (text) => {
      const { productIds } = await thread.find({ legalEntityId: of.legalEntityId, text, limit: 20 });
      return open.reader.listed(of, productIds);
    };
    const rounds = await inTurn({ floor: () => latencies(count, ask), product: () => latencies(count, product), rounds: ROUNDS });
    const name = `search, ${count} products`;
    limited(rounds, { name: `${name}, p99`, unit: 'ms', pick: (round) => round.p99Ms, target: { atMost: p99Ms } });
    compared(rounds, { name: `${name}, p99, against full text`, unit: 'ms', pick: (round) => round.p99Ms, target: { atMost: 1.5 } });
    limited(rounds, { name: `${name}, p50`, unit: 'ms', pick: (round) => round.p50Ms, target: { atMost: p99Ms / 2 } });
    const rate = { productRounds: [count / indexSeconds] };
    limited(rate, { name: `search index of ${count} products`, unit: 'products/s', pick: (value) => value, target: { atLeast: 5_000 } });
  }
});
