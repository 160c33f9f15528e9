// What a line more costs in a basket with offers: gathering product and offers from a catalog on disk, deciding, pricing and showing
// the cart. Without the network and the commit, which offers do not change.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import carts from '../dist/libs/carts/src/find-products.js';
import cartView from '../dist/libs/carts/src/view/cart-view.js';
import channelDb from '../dist/libs/channel-db/src/index.js';
import commerce from '../dist/libs/commerce/src/index.js';
import database from '../dist/libs/database/src/index.js';
import kernel from '../dist/libs/kernel/src/index.js';
import offerRows from '../dist/libs/testing/src/shop/offer-rows.js';
import putting from '../dist/libs/testing/src/shop/put-rows.js';
import shop from '../dist/libs/testing/src/shop/shop-rows.js';
import { figure, median } from '../tools/bench/figure.mjs';

const AT = Date.parse('2026-08-10T09:00:00Z');
const MOST_LINES = 200;
const SELLER = { legalEntityId: 'le1', channelId: 'store-1', registerId: 'r1', deviceId: 'd', staffId: 'anna', approvedBy: null };
const WARM_UP = 100;
const ROUNDS = 300;
const { anOffer, offerLine, offerPriceGroup, PRICE_GROUP_ROWS } = offerRows;
const { price, SHOP_ROWS } = shop;
const numbers = (count) => Array.from({ length: count }, (_, index) => index);

/** As a supermarket has them: most on a product, some from a quantity on, some as two of a few; each on goods of the basket or on none. */
function offersOf(count) {
  const matching = Math.min(count, 100);
  const rows = { offer: [], offerLine: [], offerPriceGroup: [] };
  for (const index of numbers(count)) {
    const offerId = `o${index}`;
    const first = index < matching ? index * 2 : 1_000 + index * 2;
    const products = numbers(1 + (index % 4)).map((step) => `p${index < matching ? (first + step * 7) % MOST_LINES : first + step}`);
    const kind = [{}, {}, {}, { kind: 'quantity', tiers: ['2 0.05', '4 0.1'], rewardValue: null }, DEAL][index % 5];
    rows.offer.push(anOffer(offerId, { rewardValue: '0.1', ...kind }));
    products.forEach((productId, line) =>
      rows.offerLine.push(offerLine(offerId, String(line + 1), { productId, groupId: kind === DEAL ? 'A' : null })),
    );
    rows.offerPriceGroup.push(offerPriceGroup(offerId));
  }
  return rows;
}

/** Deals that all want the same goods: more ways to put them together than anybody can try. */
function overlappingDeals(count) {
  const deals = numbers(count).map((index) => ({
    ...DEAL,
    rewardValue: String(0.05 + index / 1000),
    dealGroups: [`A ${2 + (index % 3)}`],
  }));
  return {
    offer: deals.map((deal, index) => anOffer(`o${index}`, { rewardValue: '0.1', ...deal })),
    offerLine: deals.map((_, index) => offerLine(`o${index}`, '1', { groupId: 'A' })),
    offerPriceGroup: deals.map((_, index) => offerPriceGroup(`o${index}`)),
  };
}

const DEAL = { kind: 'mix-and-match', rewardKind: 'percent', rewardValue: '0.2', dealGroups: ['A 2'] };

/** Products, prices and offers in a catalog on disk, as they were sent down, and who finds them there. */
async function openStore(folder, name, offers) {
  const ids = numbers(MOST_LINES).map((index) => `p${index}`);
  const product = ids.map((productId) => ({ ...SHOP_ROWS.product[0], productId, name: productId }));
  const prices = ids.map((productId, index) => price(productId, `${3 + (index % 37)}.90`));
  const file = join(folder, `catalog-${name}.db`);
  const catalog = await database.openSqlite({ file, migrations: channelDb.CATALOG_MIGRATIONS });
  await putting.putRows(catalog, { ...SHOP_ROWS, ...PRICE_GROUP_ROWS, ...offers, product, price: prices }, 1);
  const reader = new channelDb.CatalogReader({ read: (work) => work(catalog.reader) });
  return { finder: new carts.ProductFinder(reader, { now: () => AT }), close: () => catalog.close() };
}

async function withLine(finder, cart, index) {
  const { book, rules } = await finder.gather(SELLER, [{ productId: `p${index}` }], cart);
  const quantity = kernel.quantity((1 + (index % 3)) * 1000);
  const line = { lineId: `l${String(index).padStart(3, '0')}`, productId: `p${index}`, barcode: null, entry: 'keyed', unitId: null, quantity, weight: null, isWeightKeyed: false, labelAmount: null, unitPrice: null, at: AT }; // prettier-ignore
  const outcome = commerce.addLine(cart, line, book, rules);
  if (outcome.kind === 'refused') throw new Error(outcome.code);
  return { cart: outcome.cart, view: cartView.cartView(outcome.cart, rules) };
}

/** Adds the last of so many lines to a basket, again and again; answers the CPU it took, in milliseconds. */
async function lastLine({ finder }, lines) {
  const { rules } = await finder.terms(SELLER.channelId);
  let cart = commerce.beginCart({ id: 'c', mode: 'live', registerId: 'r1', drawerId: 'd', staffId: 'anna', shift: null, at: AT }, rules);
  for (const index of numbers(lines - 1)) ({ cart } = await withLine(finder, cart, index));
  return async () => {
    const before = process.cpuUsage();
    await withLine(finder, cart, lines - 1);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
}

/** Times of each, taken in turn: what the machine does meanwhile happens to all of them. */
async function timesInTurn(...measures) {
  const times = measures.map(() => []);
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    for (const [index, measure] of measures.entries()) {
      const time = await measure();
      if (round >= 0) times[index].push(time);
    }
  }
  return times;
}

async function addLineFigure(what, store, lines) {
  const [times] = await timesInTurn(await lastLine(store, lines));
  const p99 = times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)];
  figure({ name: `add-line, ${lines} lines, ${what}, CPU p99`, unit: 'ms CPU', productRounds: [p99], target: { atMost: 30 } });
}

async function growthFigure(name, larger, smaller, grown) {
  const [large, small] = await timesInTurn(larger, smaller);
  figure({ name, unit: 'x', productRounds: [median(large) / median(small) / grown], target: { atMost: 1.25 } });
}

const folder = mkdtempSync(join(tmpdir(), 'bench-basket-'));
const stores = {};
try {
  for (const offers of [1, 100, 10_000]) {
    stores[offers] = await openStore(folder, String(offers), offersOf(offers));
    for (const lines of [5, 50, MOST_LINES]) await addLineFigure(`${offers} live offers`, stores[offers], lines);
  }
  for (const deals of [20, 100]) {
    stores[`${deals} deals`] = await openStore(folder, `deals-${deals}`, overlappingDeals(deals));
    await addLineFigure(`${deals} deals on the same goods`, stores[`${deals} deals`], MOST_LINES);
  }
  const long = await lastLine(stores[100], MOST_LINES);
  await growthFigure('a line of 200 to a line of 50, 100 live offers', long, await lastLine(stores[100], 50), MOST_LINES / 50);
  await growthFigure('9,900 offers more that do not match, 200 lines', await lastLine(stores[10_000], MOST_LINES), long, 1);
} finally {
  for (const store of Object.values(stores)) await store.close();
  rmSync(folder, { recursive: true });
}
