import { CATALOG_MIGRATIONS, CatalogReader } from '@app/channel-db';
import { eachDatabase } from '@app/testing';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApplyOutcome } from '../src/apply/apply';
import type { StoredPackage } from '../src/apply/apply-package';
import { applyOnServer } from '../src/apply/server/apply-on-server';
import { aBarcode, aPackage, aPrice, aProduct, configurationRows } from './packages';

const of = { legalEntityId: 'grocer', channelId: 'haifa' };

eachDatabase(CATALOG_MIGRATIONS, (test) => {
  let folder: string;
  let catalog: CatalogReader;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'staged-'));
    const { reader } = test.database();
    catalog = new CatalogReader({ read: (work) => work(reader) });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const applied = (...packages: StoredPackage[]): Promise<ApplyOutcome> =>
    applyOnServer(test.database())({ directory: folder, packages, now: 5 });
  const staged = () => test.database().reader.query('SELECT ordinal FROM {staged_row}');
  const products = (rows: readonly (object | string)[], options = {}) => aPackage(folder, '1040', { product: rows as never }, options);

  describe('a load applied through units of work', () => {
    it('is staged first and switched as a whole, several packages in one commit', async () => {
      const load = [
        aPackage(folder, '1070', configurationRows),
        aPackage(folder, '1040', { product: [aProduct('1')], productBarcode: [aBarcode('07290000000015', '1')] }),
        aPackage(folder, '1020', { price: [aPrice('1', '4.90')] }),
      ];
      expect(await applied(...load)).toMatchObject({
        kind: 'applied',
        packages: [{ catalogVersion: 1 }, { catalogVersion: 2 }, { catalogVersion: 3 }],
      });
      const data = await catalog.sellingData(of, ['1']);
      expect(data?.book.prices.get('1')?.[0]?.unitPrice).toBe(49_000);
      expect(data?.rules.tenderTypes.get('cash')?.roundingStep).toBe(10);
      expect(await staged()).toEqual([]);
    });

    it('takes the place of what its jobs held', async () => {
      await applied(products([aProduct('1')]));
      await applied(products([aProduct('2')]));
      expect([...(await catalog.book(of, ['1', '2'])).products.keys()]).toEqual(['2']);
    });

    it('leaves everything as it was when a package of it is damaged, and says which', async () => {
      await applied(products([aProduct('1')]));
      const damaged = products([aProduct('2')]);
      writeFileSync(join(folder, damaged.manifest.segments[0]?.sha256 ?? ''), 'not gzip');
      const outcome = await applied(aPackage(folder, '1070', configurationRows), damaged);
      expect(outcome).toMatchObject({ kind: 'refused', reason: 'segment-damaged', packageId: damaged.manifest.packageId });
      expect(await catalog.version()).toBe(1);
      expect(await catalog.rules('haifa')).toBeUndefined();
    });
  });

  describe('a delta applied through units of work', () => {
    const delta = (rows: readonly object[]) => products(rows, { kind: 'delta', fromVersion: 1, toVersion: 2 });

    it('changes, adds and deletes in the order of its rows, and twice equals once', async () => {
      await applied(products([aProduct('1'), aProduct('2')]));
      const change = delta([
        aProduct('1', { name: 'Pear' }),
        { $delete: { legalEntityId: 'grocer', productId: '2' } },
        aProduct('3', { name: 'first' }),
        aProduct('3', { name: 'last' }),
      ]);
      const first = await applied(change);
      expect(await applied(change)).toEqual(first);
      const { products: found } = await catalog.book(of, ['1', '2', '3']);
      expect([...found.values()].map(({ name }) => name).sort()).toEqual(['Pear', 'last']);
      expect(await catalog.version()).toBe(2);
    });

    it('that does not follow the cursor is refused as a gap', async () => {
      expect(await applied(delta([aProduct('1')]))).toMatchObject({ kind: 'refused', reason: 'gap' });
    });
  });

  it('puts a bad row into quarantine and takes all others', async () => {
    const outcome = await applied(products([aProduct('1'), aProduct('2', { isBlocked: 'perhaps' }), 'no json']));
    expect(outcome).toMatchObject({ kind: 'applied', packages: [{ rowCount: 3, quarantinedCount: 2 }] });
    expect((await catalog.quarantinedRows(10)).map(({ entity }) => entity)).toEqual(['product', 'product']);
    expect((await catalog.book(of, ['1', '2'])).products.size).toBe(1);
  });

  it('lets a row leave quarantine when a later one brings it right, or by a retry', async () => {
    await applied(products([aProduct('1', { isBlocked: 'perhaps' }), aProduct('2', { isBlocked: 'perhaps' })]));
    await applied(products([aProduct('1')], { kind: 'delta', fromVersion: 1, toVersion: 2 }));
    expect(await catalog.quarantinedRows(10)).toMatchObject([{ rowKey: '{"legalEntityId":"grocer","productId":"2"}' }]);
    await test.database().unitOfWork.run((tx) => tx.run('UPDATE {download_quarantine} SET raw = ?', [JSON.stringify(aProduct('2'))]));
    const retried = await applyOnServer(test.database())({ directory: folder, packages: [], now: 6, retriesQuarantine: true });
    expect(retried).toEqual({ kind: 'applied', packages: [], releasedCount: 1 });
    expect(await catalog.quarantinedRows(10)).toEqual([]);
    expect((await catalog.book(of, ['1', '2'])).products.size).toBe(2);
  });

  it('refuses rows of another channel', async () => {
    const stray = aPackage(folder, '1020', { price: [aPrice('1', '4.90', { channelId: 'eilat' })] });
    expect(await applied(stray)).toMatchObject({ kind: 'refused', reason: 'other-channel' });
  });
});
