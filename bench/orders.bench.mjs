// What a register asks for all day, over loopback HTTP at 8 clients, against the least a store could do on the same stack:
// the order flow, a checkout in one request, and the look-up of a barcode. The checkout is also measured against its record alone.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { barcodeOf, PRODUCT_COUNT } from './floors/catalog.mjs';
import { connect, drive } from './harness/load.mjs';
import { keepAside, startFloor } from './harness/processes.mjs';
import { freshId, freshKey, lineOf, startProduct } from './harness/product.mjs';
import { benchmark, compared, inTurn, limited } from './harness/rounds.mjs';

const CLIENTS = 8;
const ROUND_MS = 3_000;
const LINES = 5;
const lines = (make) => Array.from({ length: LINES }, make);

const floorBarcode = () => barcodeOf(1 + Math.floor(Math.random() * PRODUCT_COUNT));
const floorLine = () => ({ lineId: freshId(), barcode: floorBarcode(), quantity: '1' });
const cash = (amount) => ({ tenderId: freshId(), tenderTypeId: 'cash', amount });
const basket = (line) => ({ transactionId: freshId(), lines: lines(line), tenders: [cash('500.00')] });

/** The floor is asked with the headers and bodies of the product; it reads of them what it needs. */
const FLOOR_HEADERS = { authorization: `Bearer ${'x'.repeat(43)}`, 'store-session': 'x'.repeat(43) };
const FLOOR_TAG = { 'if-match': '"r1"' };

const FLOOR = {
  async flow(connection) {
    const { id } = (await connection.request('POST', '/carts', { transactionId: freshId() }, FLOOR_HEADERS)).body;
    const headers = { ...FLOOR_HEADERS, ...FLOOR_TAG };
    for (const line of lines(floorLine)) await connection.request('POST', `/carts/${id}/lines`, line, headers);
    await connection.request('POST', `/carts/${id}/checkout`, { tenders: [cash('500.00')] }, { ...headers, ...freshKey() });
  },
  sale: (connection) => connection.request('POST', '/sales', basket(floorLine), { ...FLOOR_HEADERS, ...freshKey() }),
  lookUp: (connection) => connection.request('POST', '/scans', { text: floorBarcode() }, FLOOR_HEADERS),
};

/** The product's side: with device token, session, ETag, idempotency key, age check, tax, journal and signature. */
function productOf({ anyBarcode, as }) {
  const productLine = () => lineOf(anyBarcode());
  return {
    async flow(connection, client) {
      const transactionId = freshId();
      const headers = as(client);
      let cart = await connection.request('POST', '/api/v1/carts', { transactionId }, headers);
      const change = async (path, body) => {
        cart = await connection.request('POST', `/api/v1/carts/${transactionId}${path}`, body, {
          ...headers,
          'if-match': cart.headers.etag,
        });
      };
      for (const line of lines(productLine)) await change('/lines', line);
      const { amount } = cart.body.payable.find(({ tenderTypeId }) => tenderTypeId === 'cash');
      const last = { ...headers, ...freshKey(), 'if-match': cart.headers.etag };
      await connection.request('POST', `/api/v1/carts/${transactionId}/checkout`, { tenders: [cash(amount)] }, last);
    },
    sale: (connection, client) => connection.request('POST', '/api/v1/sales', basket(productLine), { ...as(client), ...freshKey() }),
    lookUp: (connection, client) => connection.request('POST', '/api/v1/scans', { text: anyBarcode().barcode }, as(client)),
  };
}

/** A sale of the product, as the floor of its record alone writes it again. */
async function sampleSale(product, sale, folder) {
  const connection = connect(product.url);
  const { capsules, ...answer } = (await sale(connection, 0)).body;
  await connection.close();
  const { body, ...header } = JSON.parse(capsules[0].record);
  const file = join(folder, 'sale.json');
  writeFileSync(file, JSON.stringify({ header, body, answer }));
  return file;
}

await benchmark(async (keep) => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-orders-'));
  keep({ stop: () => rmSync(folder, { recursive: true }) });
  const floor = keep(await startFloor('store.mjs'));
  const product = keep(await startProduct({ products: PRODUCT_COUNT, registers: CLIENTS }));
  keepAside(product.store.headquarters.pid);
  const asks = productOf(product);
  await product.indexed();
  const record = keep(await startFloor('record.mjs', [await sampleSale(product, asks.sale, folder)]));
  const measure = (what, against = floor) =>
    inTurn({
      floor: () => drive(against, { clients: CLIENTS, forMs: ROUND_MS, operation: FLOOR[what] }),
      product: () => drive(product, { clients: CLIENTS, forMs: ROUND_MS, operation: asks[what] }),
    });
  const perSecond = { unit: '/s', pick: (round) => round.perSecond };
  const cpu = { unit: 'ms CPU', pick: (round) => round.cpuMsPerOperation };

  const flow = await measure('flow');
  compared(flow, { name: 'order flow, 7 requests', ...perSecond, target: { atLeast: 0.35 } });
  limited(flow, { name: 'order flow, 7 requests, CPU an order', ...cpu, target: { atMost: 3.5 } });
  const sale = await measure('sale');
  compared(sale, { name: 'checkout in one request', ...perSecond, target: { atLeast: 0.4 } });
  compared(await measure('sale', record), { name: 'checkout beside its record alone', ...perSecond, target: { atLeast: 0.4 } });
  const lookUp = await measure('lookUp');
  compared(lookUp, { name: 'scan look-up', ...perSecond, target: { atLeast: 0.6 } });
});
