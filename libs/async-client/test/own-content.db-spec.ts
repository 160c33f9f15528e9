import { CATALOG_MIGRATIONS, CatalogReader } from '@app/channel-db';
import { bucketOf, ContentSum, entityNamed, keyText, wireText, type EntityDefinition } from '@app/protocol';
import { eachDatabase } from '@app/testing';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyOnServer } from '../src/apply/server/apply-on-server';
import type { StoredPackage } from '../src/apply/apply-package';
import { ownContent } from '../src/content/own-content';
import { aPackage, aPrice, aProduct, configurationRows, type WireRows } from './packages';

type Row = WireRows[string][number];

/** What headquarters makes of the rows as they stand on the wire. */
function sumOf(entityName: string, rows: readonly Row[]): ContentSum {
  const entity = entityNamed(entityName) as EntityDefinition;
  const sum = new ContentSum();
  for (const row of rows as readonly Record<string, unknown>[]) sum.add(keyText(entity, row), wireText(entity, row));
  return sum;
}

eachDatabase(CATALOG_MIGRATIONS, (test) => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'content-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const applied = (...packages: StoredPackage[]) => applyOnServer(test.database())({ directory: folder, packages, now: 5 });
  const contentOf = (entity: string, channelId: string | null = null, today: string | null = null) =>
    ownContent(test.database().reader, { entity, channelId, today });

  describe('what a box holds of a table', () => {
    it('is the same digest as that of the rows sent, over more pages than one and keys of any shape', async () => {
      const ids = Array.from({ length: 2_300 }, (_, index) => `p-${(index * 7919) % 2_300}${index % 3 === 0 ? ' Ä"' : ''}`);
      const products = [...ids.map((id) => aProduct(id)), aProduct('x', { legalEntityId: 'other' }), aProduct('y', { legalEntityId: 'a' })];
      await applied(aPackage(folder, '1040', { product: products }));
      const own = await contentOf('product');
      expect(own.rowCount).toBe(2_302);
      expect(own.buckets).toEqual(sumOf('product', products).buckets());
    });

    it('is the same for keys of three fields and values of every kind', async () => {
      await applied(aPackage(folder, '1070', configurationRows));
      for (const entity of ['taxCode', 'taxGroupCode', 'channel', 'tenderType', 'legalEntity']) {
        const channelId = ['channel', 'tenderType'].includes(entity) ? 'haifa' : null;
        expect({ entity, buckets: (await contentOf(entity, channelId)).buckets }).toEqual({
          entity,
          buckets: sumOf(entity, configurationRows[entity] ?? []).buckets(),
        });
      }
    });

    it('is of one channel, and without what was over before the day', async () => {
      const prices = [aPrice('1', '1.10'), aPrice('2', '2.20', { validTo: '2026-08-09' }), aPrice('3', '3.30', { validTo: '2026-08-10' })];
      await applied(aPackage(folder, '1020', { price: prices }));
      expect((await contentOf('price', 'elsewhere')).rowCount).toBe(0);
      expect((await contentOf('price', 'haifa')).rowCount).toBe(3);
      expect((await contentOf('price', 'haifa', '2026-08-10')).buckets).toEqual(
        sumOf('price', [prices[0] ?? '', prices[2] ?? '']).buckets(),
      );
    });

    it('says which parts hold a row in quarantine', async () => {
      await applied(aPackage(folder, '1040', { product: [aProduct('1'), aProduct('2', { name: 7 }), 'no row'] }));
      expect((await contentOf('product')).quarantined).toEqual([bucketOf('["grocer","2"]')]);
    });
  });

  describe('a repair', () => {
    const products = Array.from({ length: 60 }, (_, index) => aProduct(`${index}`));
    const bucket = bucketOf('["grocer","7"]');
    const inBucket = (row: Readonly<Record<string, unknown>>) =>
      bucketOf(JSON.stringify([row['legalEntityId'], row['productId']])) === bucket;
    const repair = (rows: readonly Row[], buckets = [bucket]) =>
      aPackage(
        folder,
        '1040',
        { product: rows },
        { kind: 'repair', fromVersion: 9, toVersion: 9, repair: { entity: 'product', channelId: null, buckets } },
      );

    it('replaces the rows of its parts, and leaves the others and the job where they were', async () => {
      await applied(aPackage(folder, '1040', { product: products }));
      const catalog = new CatalogReader({ read: (work) => work(test.database().reader) });
      const before = await catalog.jobStates();
      const wanted = products.filter((row) => !inBucket(row));
      const mended = aProduct('7', { name: 'Mended' });
      expect(await applied(repair([mended]))).toMatchObject({ kind: 'applied', packages: [{ catalogVersion: 2, rowCount: 1 }] });
      expect((await contentOf('product')).buckets).toEqual(sumOf('product', [...wanted, mended]).buckets());
      expect(await catalog.jobStates()).toEqual(before);
    });

    it('of all parts takes out everything that does not come again', async () => {
      await applied(aPackage(folder, '1040', { product: products }));
      await applied(
        repair(
          [aProduct('only')],
          Array.from({ length: 256 }, (_, one) => one),
        ),
      );
      expect((await contentOf('product')).rowCount).toBe(1);
    });
  });
});
