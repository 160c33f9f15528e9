const { statSync } = require('node:fs');

/** Specs that take or wait longest, in this order; one that starts last keeps all others waiting. The rest follows by size. */
const LONGEST = [
  'exchange/price-list',
  'updates/hard-times',
  'histories',
  'kill',
  'promotions/promotions',
  'exchange/grocery-branches',
  'console-pages',
  'card-kill',
  'updates/updates',
  'exchange/price-change',
  'replaced-box',
  'exchange/exchange-kill',
  'exchange/real-delta',
  'exchange/erp-doors',
  'exchange/blobs',
  'headquarters-pages',
  'console',
  'jobs-over-redis',
  'exchange/inbox-kill',
  'breaks',
].map((name) => `/test/system/${name}.system-spec.ts`);

/** What jest does by itself knows durations of an earlier run alone, and a fresh clone has none. */
module.exports = class LongestFirst {
  sort(tests) {
    return tests
      .map((test) => ({ test, place: placeOf(test), size: statSync(test.path).size }))
      .sort((a, b) => a.place - b.place || b.size - a.size)
      .map(({ test }) => test);
  }

  cacheResults() {}
};

function placeOf({ path }) {
  const place = LONGEST.findIndex((end) => path.endsWith(end));
  return place === -1 ? LONGEST.length : place;
}
