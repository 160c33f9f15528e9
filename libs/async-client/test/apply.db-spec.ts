import { CATALOG_MIGRATIONS, currentGeneration, generationFile, openSqliteCatalog, pointToGeneration, type Catalog } from '@app/channel-db';
import { openSqlite } from '@app/database';
import type { Segment } from '@app/protocol';
import Sqlite from 'better-sqlite3';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { apply, type ApplyOutcome } from '../src/apply/apply';
import type { StoredPackage } from '../src/apply/apply-package';
import { prepareCatalog } from '../src/apply/catalog-file';
import { aBarcode, aPackage, aPrice, aProduct, configurationRows, type PackageOptions, type WireRows } from './packages';

const of = { legalEntityId: 'grocer', channelId: 'haifa' };
const apples = { product: [aProduct('1')], productBarcode: [aBarcode('07290000000015', '1')] };

let directory: string;
let catalog: Catalog;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'catalog-'));
  await prepareCatalog(directory);
  catalog = openSqliteCatalog(directory);
});
afterEach(() => {
  void catalog.close();
  rmSync(directory, { recursive: true });
});

const products = (rows: WireRows, options?: PackageOptions) => aPackage(join(directory, 'packages'), '1040', rows, options);
const prices = (rows: WireRows, options?: PackageOptions) => aPackage(join(directory, 'packages'), '1020', rows, options);
async function applied(...packages: StoredPackage[]): Promise<ApplyOutcome> {
  const outcome = await apply({ directory, packages, now: 1_000 });
  catalog.follow();
  return outcome;
}

describe('a load', () => {
  it('is seen whole or not at all: the old generation is read until the pointer names the new one', async () => {
    const barcode = '07290000000015';
    expect((await catalog.reader.byBarcodes(of, [barcode])).byKey.size).toBe(0);
    await apply({ directory, packages: [products(apples), prices({ price: [aPrice('1', '4.90')] })], now: 1 });
    expect((await catalog.reader.byBarcodes(of, [barcode])).byKey.size).toBe(0);
    catalog.follow();
    const { byKey, catalogVersion } = await catalog.reader.byBarcodes(of, [barcode]);
    expect(byKey.get(barcode)).toMatchObject({ product: { name: 'Product 1' }, prices: [{ unitPrice: 49_000 }] });
    expect(catalogVersion).toBe(2);
  });

  it('empties only the tables of its jobs', async () => {
    await applied(aPackage(directory, '1070', configurationRows), products(apples));
    await applied(products({ product: [aProduct('2')] }));
    const data = await catalog.reader.sellingData(of, ['1', '2']);
    expect([...(data?.book.products.keys() ?? [])]).toEqual(['2']);
    expect(data?.rules.tenderTypes.get('cash')?.roundingStep).toBe(10);
    expect(data?.rules.catalogVersion).toBe(data?.book.catalogVersion);
  });

  it('removes the old file after its last reader, and a read that began before ends on it', async () => {
    await applied(products(apples));
    const old = generationFile(directory, 2);
    let finish = () => {};
    const slow = catalog.reader['source'].read(async (reader) => {
      await new Promise<void>((resolve) => (finish = resolve));
      return reader.query('SELECT * FROM {product}');
    });
    await applied(products({ product: [aProduct('2')] }));
    expect(readdirSync(directory)).toContain('catalog-2.db');
    finish();
    expect(await slow).toHaveLength(1);
    expect(readdirSync(directory).some((name) => old.endsWith(name))).toBe(false);
    expect(currentGeneration(directory)).toBe(3);
  });

  it('leaves the old generation when a segment is damaged, and says which package', async () => {
    await applied(products(apples));
    const damaged = products({ product: [aProduct('2')] });
    writeFileSync(join(damaged.folder, damaged.manifest.segments[0]?.sha256 ?? ''), 'not gzip');
    const outcome = await applied(damaged);
    expect(outcome).toMatchObject({ kind: 'refused', reason: 'segment-damaged', packageId: damaged.manifest.packageId });
    expect((await catalog.reader.book(of, ['1'])).products.size).toBe(1);
    expect(readdirSync(directory).filter((name) => name.startsWith('catalog-3'))).toEqual([]);
  });

  it('is refused when it holds another number of rows than its manifest says', async () => {
    const short = products(apples);
    const [first, ...others] = short.manifest.segments;
    const manifest = { ...short.manifest, segments: [{ ...first!, rowCount: 2 }, ...others] };
    expect(await applied({ ...short, manifest })).toMatchObject({ kind: 'refused', reason: 'count-differs' });
  });

  it('is built again after a cut: what was half built is removed at start', async () => {
    await applied(products(apples));
    writeFileSync(generationFile(directory, 3), 'half');
    await catalog.close();
    await prepareCatalog(directory);
    catalog = openSqliteCatalog(directory);
    expect(readdirSync(directory).filter((name) => name.startsWith('catalog-3'))).toEqual([]);
    expect((await catalog.reader.book(of, ['1'])).products.size).toBe(1);
  });
});

describe('readers', () => {
  const LIST = 400;
  const priceList = (unitPrice: string) => Array.from({ length: LIST }, (_, index) => aPrice(String(index).padStart(4, '0'), unitPrice));
  const productList = Array.from({ length: LIST }, (_, index) => aProduct(String(index).padStart(4, '0')));

  it('that read all the while see whole price lists only, and none of them is refused', async () => {
    await applied(products({ product: productList }), prices({ price: priceList('1.00') }));
    let isOver = false;
    const lists: { catalogVersion: number; prices: Set<number> }[] = [];
    const reading = (async () => {
      while (!isOver) {
        const ids = productList.map(({ productId }) => String(productId));
        const { catalogVersion, prices: found } = await catalog.reader.book(of, ids);
        lists.push({ catalogVersion, prices: new Set([...found.values()].flat().map(({ unitPrice }) => unitPrice)) });
        await setImmediate();
      }
    })();
    for (const [index, price] of ['2.00', '3.00', '4.00'].entries()) {
      const isSnapshot = index !== 1;
      const version = { fromVersion: isSnapshot ? 0 : index, toVersion: index + 1, kind: isSnapshot ? 'snapshot' : 'delta' } as const;
      await applied(prices({ price: priceList(price) }, { ...version, fromVersion: isSnapshot ? 0 : 1 }));
    }
    isOver = true;
    await reading;
    expect(lists.every((list) => list.prices.size === 1)).toBe(true);
    const byVersion = new Map(lists.map((list) => [list.catalogVersion, [...list.prices][0]]));
    expect([...byVersion].every(([version, price]) => price === (version - 1) * 10_000)).toBe(true);
    expect(lists.length).toBeGreaterThan(10);
  });
});

describe('a delta', () => {
  it('changes, adds and deletes rows in one transaction with its cursor', async () => {
    await applied(products({ product: [aProduct('1'), aProduct('2')] }));
    const rows = { product: [aProduct('1', { name: 'Pear' }), { $delete: { legalEntityId: 'grocer', productId: '2' } }, aProduct('3')] };
    await applied(products(rows, { kind: 'delta', fromVersion: 1, toVersion: 2 }));
    const book = await catalog.reader.book(of, ['1', '2', '3']);
    expect([...book.products.values()].map(({ name }) => name)).toEqual(['Pear', 'Product 3']);
    expect(book.catalogVersion).toBe(2);
  });

  it('applied twice equals once and answers the same', async () => {
    await applied(products(apples));
    const delta = products({ product: [aProduct('2')] }, { kind: 'delta', fromVersion: 1, toVersion: 2 });
    const first = await applied(delta);
    expect(await applied(delta)).toEqual(first);
    expect(await catalog.reader.version()).toBe(2);
  });

  it('that does not follow the cursor is refused as a gap', async () => {
    await applied(products(apples));
    const outcome = await applied(products({ product: [aProduct('2')] }, { kind: 'delta', fromVersion: 5, toVersion: 6 }));
    expect(outcome).toMatchObject({ kind: 'refused', reason: 'gap' });
  });

  it('of a newer schema waits for the release that reads it', async () => {
    expect(await applied(products(apples, { schemaVersion: 2 }))).toMatchObject({ kind: 'refused', reason: 'schema-newer' });
  });
});

describe('a price with a time', () => {
  const timesOf = async (productId: string) =>
    (await catalog.reader.book(of, [productId])).prices
      .get(productId)
      ?.map(({ validFromTime, validToTime }) => [validFromTime, validToTime]);

  it('keeps it, and loses it with the row that names none', async () => {
    const timed = [aPrice('1', '4.90', { validFromTime: '14:30', validToTime: '18:00' }), aPrice('2', '5')];
    await applied(products({ product: [aProduct('1'), aProduct('2')] }), prices({ price: timed }));
    expect([await timesOf('1'), await timesOf('2')]).toEqual([[['14:30', '18:00']], [[undefined, undefined]]]);
    await applied(prices({ price: [aPrice('1', '4.90')] }, { kind: 'delta', fromVersion: 1, toVersion: 2 }));
    expect(await timesOf('1')).toEqual([[undefined, undefined]]);
  });

  it('that is none waits in quarantine', async () => {
    await applied(prices({ price: [aPrice('1', '4.90', { validFromTime: '25:00' })] }));
    expect(await catalog.reader.quarantinedRows(10)).toMatchObject([{ entity: 'price', reason: expect.stringContaining('validFromTime') }]);
  });

  it('is known to the catalog of the release before, with the prices it has', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'catalog-'));
    const older = { ...CATALOG_MIGRATIONS, sqlite: CATALOG_MIGRATIONS.sqlite.filter(({ name }) => name < '0003') };
    const file = await openSqlite({ file: generationFile(folder, 1), migrations: older });
    await file.unitOfWork.run(async (tx) => {
      await tx.run(`INSERT INTO {price} (channel_id, price_id, legal_entity_id, product_id, unit_id, unit_price, valid_from, valid_to)
        VALUES ('haifa', 'p-1', 'grocer', '1', 'pc', 49000, '2026-01-01', '2099-12-31')`);
    });
    await file.close();
    pointToGeneration(folder, 1);
    await prepareCatalog(folder);
    await apply({ directory: folder, packages: [products({ product: [aProduct('1')] })], now: 1 });
    const upgraded = openSqliteCatalog(folder);
    expect((await upgraded.reader.book(of, ['1'])).prices.get('1')).toMatchObject([{ priceId: 'p-1', unitPrice: 49_000 }]);
    await upgraded.close();
    rmSync(folder, { recursive: true });
  });
});

describe('a bad row', () => {
  const parked = () => catalog.reader.quarantinedRows(10);

  it('goes to quarantine with entity, key and reason, and delays nothing else', async () => {
    const rows = { product: [aProduct('1', { isBlocked: 'perhaps' }), 'no json', aProduct('2'), aProduct('2')] };
    const outcome = await applied(products(rows));
    expect(outcome).toMatchObject({ kind: 'applied', packages: [{ rowCount: 4, quarantinedCount: 3 }] });
    expect((await catalog.reader.book(of, ['1', '2'])).products.size).toBe(1);
    expect(await parked()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          entity: 'product',
          rowKey: '{"legalEntityId":"grocer","productId":"1"}',
          reason: expect.stringContaining('isBlocked'),
        }),
        expect.objectContaining({ reason: 'not a JSON object' }),
        expect.objectContaining({ reason: 'the key comes twice' }),
      ]),
    );
  });

  it('leaves quarantine when a later package brings it right', async () => {
    await applied(products({ product: [aProduct('1', { name: 7 })] }));
    await applied(products({ product: [aProduct('1')] }, { kind: 'delta', fromVersion: 1, toVersion: 2 }));
    expect(await parked()).toEqual([]);
  });

  it('among 100,000 leaves 99,999 applied, and a later row or deletion mends it', async () => {
    const rows = Array.from({ length: 100_000 }, (_, at) => aProduct(String(at), at === 50_000 ? { minimumAge: 'eighteen' } : {}));
    expect(await applied(products({ product: rows }))).toMatchObject({ packages: [{ rowCount: 100_000, quarantinedCount: 1 }] });
    const count = () => catalog.reader['source'].read((reader) => reader.first('SELECT count(*) AS count FROM {product}'));
    expect(await count()).toEqual({ count: 99_999 });
    expect(await parked()).toMatchObject([
      { entity: 'product', rowKey: '{"legalEntityId":"grocer","productId":"50000"}', raw: JSON.stringify(rows[50_000]) },
    ]);
    const next = (row: WireRows[string][number], fromVersion: number) =>
      applied(products({ product: [row] }, { kind: 'delta', fromVersion, toVersion: fromVersion + 1 }));
    await next(aProduct('50000'), 1);
    expect([await parked(), await count()]).toEqual([[], { count: 100_000 }]);
    await next(aProduct('50000', { minimumAge: 'nineteen' }), 2);
    expect(await parked()).toHaveLength(1);
    await next({ $delete: { legalEntityId: 'grocer', productId: '50000' } }, 3);
    expect([await parked(), await count()]).toEqual([[], { count: 99_999 }]);
  });

  it('is read again by a retry, by the rules of the release that runs then', async () => {
    await applied(products({ product: [aProduct('1', { name: 7 }), aProduct('2', { name: 7 })] }));
    const file = new Sqlite(generationFile(directory, currentGeneration(directory) ?? 0));
    file.prepare('UPDATE download_quarantine SET raw = ? WHERE row_key LIKE \'%"1"%\'').run(JSON.stringify(aProduct('1')));
    file.close();
    const retried = await apply({ directory, packages: [], now: 2, retriesQuarantine: true });
    expect(retried).toEqual({ kind: 'applied', packages: [], releasedCount: 1 });
    expect(await parked()).toMatchObject([{ rowKey: '{"legalEntityId":"grocer","productId":"2"}' }]);
    expect((await catalog.reader.book(of, ['1', '2'])).products.size).toBe(1);
    expect(await catalog.reader.version()).toBe(2);
  });
});

describe('a package that was made to harm', () => {
  const harmless = { product: [aProduct('9')] };
  const shape = (stored: StoredPackage, change: Partial<Segment>): StoredPackage => {
    const segments = stored.manifest.segments.map((segment) => ({ ...segment, ...change }));
    return { ...stored, manifest: { ...stored.manifest, segments } };
  };
  const bomb = Array.from({ length: 20 }, () => 'x'.repeat(900_000));
  const cases: readonly (readonly [string, string, () => StoredPackage])[] = [
    ['is of a future schema', 'schema-newer', () => products(apples, { schemaVersion: 99 })],
    ['has other bytes than its digest', 'segment-damaged', () => shape(products(apples), { sha256: otherBytes() })],
    ['unpacks without end', 'too-large', () => products({ product: bomb })],
    ['unpacks to blank lines without end', 'count-differs', () => products({ product: ['\n'.repeat(900_000)] })],
    ['has more rows than it says', 'count-differs', () => shape(products(apples), { rowCount: 0 })],
    ['brings prices of another channel', 'other-channel', () => prices({ price: [aPrice('1', '1.00', { channelId: 'eilat' })] })],
    ['takes away prices of another channel', 'other-channel', () => prices({ price: [{ $delete: { channelId: 'eilat', priceId: 'p' } }] })],
  ]; // prettier-ignore
  function otherBytes(): string {
    const name = 'f'.repeat(64);
    writeFileSync(join(directory, 'packages', name), gzipSync(`${JSON.stringify(aProduct('1'))}\n`));
    return name;
  }

  it.each(cases)('because it %s is refused whole, and nothing changes', async (_, reason, made) => {
    await applied(products(harmless));
    expect(await applied(made())).toMatchObject({ kind: 'refused', reason, message: expect.stringMatching(/\w+ .*\w+/) });
    expect([await catalog.reader.version(), currentGeneration(directory)]).toEqual([1, 2]);
    expect((await catalog.reader.book(of, ['9'])).products.size).toBe(1);
    expect(await catalog.reader.quarantinedRows(1)).toEqual([]);
  });
});

describe('the history of packages', () => {
  it('goes back some months, and forgets nothing that may come again', async () => {
    const day = 86_400_000;
    await apply({ directory, packages: [products(apples)], now: 0 });
    await apply({ directory, packages: [prices({ price: [aPrice('1', '4.90')] })], now: 50 * day });
    await apply({ directory, packages: [prices({ price: [aPrice('1', '5.90')] })], now: 101 * day });
    catalog.follow();
    expect((await catalog.reader.appliedSessions(10)).map(({ appliedAt }) => appliedAt / day)).toEqual([101, 50]);
  });
});
