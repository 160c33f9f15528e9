import { CATALOG_MIGRATIONS, CatalogReader, STORE_MIGRATIONS } from '@app/channel-db';
import { openSqlite, type Database } from '@app/database';
import { APPLES, MILK, NOON, putRows, SHOP_ROWS, SIX_PACK } from '@app/testing';
import { BootstrapService, ProductsService, ScansService } from '@app/catalog';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const of = { legalEntityId: 'le1', channelId: 'store-1' };
const businessClock = { now: () => NOON };
const PIN_VERIFIER = 'argon2id$m=1$salt$hash';
const [anna, ...others] = SHOP_ROWS['worker'] ?? [];
const [milk, ...goods] = SHOP_ROWS['product'] ?? [];
/** Looks like a GTIN and is none: its check digit would be 4. */
const OWN_CODE = '7290000003836';
const ROWS = {
  ...SHOP_ROWS,
  worker: [{ ...anna, pinVerifier: PIN_VERIFIER }, ...others],
  product: [milk!, { ...milk, productId: 'recalled', name: 'recalled', isBlocked: true }, ...goods],
  productBarcode: [
    ...(SHOP_ROWS['productBarcode'] ?? []),
    { legalEntityId: 'le1', barcode: '777', productId: 'recalled', unitId: 'pcs', quantity: 1_000 },
    { legalEntityId: 'le1', barcode: OWN_CODE, productId: 'milk', unitId: 'pcs', quantity: 1_000 },
  ],
};

let folder: string;
let [store, rows]: Database[] = [];
let [scans, products, registers]: [ScansService?, ProductsService?, BootstrapService?] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'catalog-'));
  store = await openSqlite({ file: join(folder, 'store.db'), migrations: STORE_MIGRATIONS });
  rows = await openSqlite({ file: join(folder, 'catalog.db'), migrations: CATALOG_MIGRATIONS });
  await putRows(rows, ROWS, 3);
  const { reader } = rows;
  const catalog = new CatalogReader({ read: (work) => work(reader) });
  scans = new ScansService({ catalog, store, businessClock });
  products = new ProductsService(catalog, businessClock);
  registers = new BootstrapService(catalog, { name: 'scale-unit', version: '1.2.3' }, async () => ({ version: 'quiet', notices: [] }));
});
afterAll(async () => {
  await store?.close();
  await rows?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The code with its check digit. */
function completed(body: string): string {
  const sum = [...body].reduceRight((total, digit, index) => total + Number(digit) * ((body.length - index) % 2 === 1 ? 3 : 1), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

describe('a scan', () => {
  it.each([
    [
      'a barcode',
      MILK,
      { kind: 'product', product: { productId: 'milk', currency: 'ILS' }, barcode: { quantity: '1' }, catalogVersion: 3 },
    ],
    ['a barcode of a package', SIX_PACK, { kind: 'product', product: { productId: 'milk' }, barcode: { quantity: '6' } }],
    ['an in-house code', APPLES, { kind: 'product', product: { productId: 'apples', isWeighed: true, unitDecimals: 3 } }],
    ['blanks around it', ` ${MILK}\n`, { kind: 'product' }],
    [
      'a price label',
      completed('210012301290'),
      { kind: 'price-label', product: { productId: 'apples' }, amount: '12.90', currency: 'ILS' },
    ],
    ['a weight label', completed('290012301250'), { kind: 'weight-label', product: { productId: 'apples' }, weight: '1.25' }],
    [
      'an element string',
      `01${MILK.padStart(14, '0')}3103001250`,
      { kind: 'weight-label', product: { productId: 'milk' }, weight: '1.25' },
    ],
    ['a Digital Link', `https://id.gs1.org/01/${MILK}?3922=1290`, { kind: 'price-label', amount: '12.90' }],
    ['a blocked product', '777', { kind: 'blocked', product: { productId: 'recalled' } }],
    ['a gift card', 'GC-4711-0815', { kind: 'gift-card', cardNumber: 'GC-4711-0815' }],
    ['a badge', 'STAFF-anna', { kind: 'badge', staffId: 'anna', name: 'Anna' }],
    ['a badge of nobody', 'STAFF-eve', { kind: 'unknown' }],
    ['anything else', 'hello', { kind: 'unknown' }],
    ['a code with a wrong check digit', `${MILK.slice(0, 12)}0`, { kind: 'unknown' }],
    ['such a code that the store took over as its own', OWN_CODE, { kind: 'product', product: { productId: 'milk' } }],
    ['such a code in another length', `0${OWN_CODE}`, { kind: 'unknown' }],
  ])('of %s is what it is', async (_, text, expected) => {
    expect(await scans?.resolve(of, text)).toMatchObject(expected);
  });

  it('for a channel that was not sent down is refused', async () => {
    await expect(scans?.resolve({ ...of, channelId: 'elsewhere' }, MILK)).rejects.toMatchObject({ code: 'channel.unknown' });
  });
});

describe('products', () => {
  it('are found by id and by barcode, with what a unit costs today', async () => {
    const byId = await products?.byId(of, 'milk');
    expect(byId).toMatchObject({ productId: 'milk', currency: 'ILS', priceIncludesTax: true });
    expect(await products?.byBarcode(of, MILK)).toEqual(byId);
    await expect(products?.byId(of, 'nothing')).rejects.toMatchObject({ code: 'product.not-found' });
  });

  it('come as a feed: the version, a line each, the version and their count', async () => {
    const lines: string[] = [];
    for await (const part of products!.feed(of)) lines.push(part);
    const feed = lines.join('').trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>); // prettier-ignore
    expect(feed[0]).toEqual({ catalogVersion: 3 });
    expect(feed.at(-1)).toEqual({ catalogVersion: 3, count: 5 });
    expect(feed.slice(1, -1).map(({ productId }) => productId)).toEqual(['apples', 'milk', 'recalled', 'repair', 'wine']);
  });
});

describe('the bootstrap of a register', () => {
  it('holds what it needs to start, and nothing a PIN could be found from', async () => {
    const answer = await registers?.bootstrap({ channelId: 'store-1', registerId: 'r1' });
    expect(answer).toMatchObject({ catalogVersion: 3, channel: { currency: 'ILS', minorDigits: 2 }, register: { registerId: 'r1' } });
    expect(answer?.staff).toContainEqual({ staffId: 'anna', name: 'Anna', language: 'en', permissionGroupId: 'store-manager' });
    expect(JSON.stringify(answer)).not.toContain('argon2');
  });

  it('has a tag of catalog and software', async () => {
    expect(await registers?.tag()).toBe('"1.2.3-3-quiet"');
  });

  it('is refused to a register that was not sent down', async () => {
    await expect(registers?.bootstrap({ channelId: 'store-1', registerId: 'r9' })).rejects.toMatchObject({ code: 'register.unknown' });
  });
});
