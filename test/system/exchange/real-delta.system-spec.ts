import { currentGeneration } from '@app/channel-db';
import { openReadOnly } from '@app/database';
import { describeWithData } from '@app/testing';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { GroceryImport } from '../../../apps/headquarters/src/doors/grocery/import-grocery';
import { PackageContent } from '../../../apps/headquarters/src/retail-scheduler/packages/package-content';
import { listSessions } from '../../../apps/headquarters/src/retail-scheduler/sessions/session-list';
import { servedHeadquarters, type ServedHeadquarters } from '../../../apps/headquarters/test/kit/exchange';
import { sellableRowsIn } from '../../../apps/headquarters/test/kit/sellable-in';
import { enrolledUnit, type TestUnit } from './a-box';

jest.setTimeout(600_000);

/** `npm run test:long -- real-delta` takes every branch; `npm test` the two smallest. */
const SMALL = ['7290103152017', '7290055700007'];
const isWhole = process.env.REAL_DELTA === 'all';
const WAIT_SECONDS = 25;

const TABLES = ['legal_entity', 'channel', 'register', 'worker', 'tender_type', 'tax_code', 'product', 'product_barcode', 'price'];
/** The day a price was first seen is not what the files say: two loads of one file on two days differ in it. */
const SAID_BY_FILES: Readonly<Record<string, string>> = {
  product: 'SELECT legal_entity_id, product_id, name, unit_id, is_weighed, is_discountable, item_tax_group_id FROM {product}',
  product_barcode: 'SELECT * FROM {product_barcode}',
  price: 'SELECT channel_id, price_id, product_id, unit_id, unit_price, valid_to FROM {price}',
};

type Digests = Readonly<Record<string, string>>;

async function digestsOf({ folder }: TestUnit, queries: Readonly<Record<string, string>>): Promise<Digests> {
  const opened = openReadOnly(join(folder, `catalog-${currentGeneration(folder)}.db`));
  const found = Object.entries(queries).map(async ([table, sql]) => {
    const rows = (await opened.reader.query(sql)).map((row) => JSON.stringify(row)).sort();
    return [table, createHash('sha256').update(rows.join('\n')).digest('hex')] as const;
  });
  const digests = Object.fromEntries(await Promise.all(found));
  opened.close();
  return digests;
}
const wholeTables = Object.fromEntries(TABLES.map((table) => [table, `SELECT * FROM {${table}}`]));

async function firstLoad(headquarters: ServedHeadquarters, channelId: string): Promise<TestUnit> {
  const unit = await enrolledUnit(headquarters, channelId);
  expect(await unit.exchange.download.runOnce(0)).toMatchObject({ kind: 'done', failed: [] });
  return unit;
}

async function discard(unit: TestUnit): Promise<void> {
  await unit.close();
  rmSync(unit.folder, { recursive: true, force: true });
}

/** Keys by entity in every delta that went to a channel database. */
async function deltaKeys({ database, blobs }: ServedHeadquarters, channelDatabaseId: string): Promise<Record<string, string[]>> {
  const content = new PackageContent(database, blobs);
  const keys: Record<string, string[]> = {};
  for (const { kind, packageId } of await listSessions(database.reader, { channelDatabaseId, state: 'applied' }, { limit: 1_000 })) {
    if (kind !== 'delta') continue;
    for (const { entity, sha256 } of (await content.manifest(packageId)).segments) {
      for (const row of (await content.rows(packageId, sha256, { limit: 100_000, after: 0 })) as Record<string, never>[]) {
        const { productId, barcode, priceId } = (row.$delete ?? row) as Record<string, string>;
        (keys[entity] ??= []).push(entity === 'price' ? String(priceId) : String(barcode ?? productId));
      }
    }
  }
  return Object.fromEntries(Object.entries(keys).map(([entity, found]) => [entity, found.sort()]));
}

type Sellable = ReturnType<typeof sellableRowsIn>[string];
function differing(before: Sellable, after: Sellable, said: (row: Sellable[string]) => unknown): string[] {
  const text = (row: Sellable[string] | undefined) => row && JSON.stringify(said(row));
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((code) => text(before[code]) !== text(after[code])).sort();
}

/** The file, or the part of it that names these chains. */
function partOf(file: string, folder: string): string {
  if (isWhole) return file;
  const [header = '', ...lines] = gunzipSync(readFileSync(file)).toString('utf8').split('\n');
  const kept = lines.filter((line) => SMALL.some((chain) => line.includes(`,${chain},`)));
  const part = join(folder, basename(file));
  writeFileSync(part, gzipSync([header, ...kept, ''].join('\n')));
  return part;
}

describeWithData(
  'grocery-prices-il/prices_2026-08-20.csv.gz',
  'the supermarket prices of 2026-08-20 after those of the day before',
  (second) => {
    let folder: string;
    const files: string[] = [];
    let headquarters: ServedHeadquarters;
    let fresh: ServedHeadquarters;
    const units = new Map<string, TestUnit>();
    const take = ({ database, peppers }: ServedHeadquarters, file: string | undefined) =>
      new GroceryImport(database, peppers, { file: file ?? '' }).run();

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'real-delta-'));
      files.push(partOf(second.replace('08-20', '08-19'), folder), partOf(second, folder));
      [headquarters, fresh] = [await servedHeadquarters(), await servedHeadquarters()];
      await take(headquarters, files[0]);
      for (const branch of Object.keys(sellableRowsIn(files[0] ?? ''))) units.set(branch, await firstLoad(headquarters, branch));
      await take(headquarters, files[1]);
      for (const unit of units.values())
        expect(await unit.exchange.download.runOnce(WAIT_SECONDS)).toMatchObject({ kind: 'done', failed: [] });
      await take(fresh, files[1]);
    });
    afterAll(async () => {
      for (const unit of units.values()) await discard(unit);
      await headquarters.dispose();
      await fresh.dispose();
      rmSync(folder, { recursive: true, force: true });
    });

    it('are by delta in every branch what a snapshot brings, table by table', async () => {
      for (const [branch, unit] of units) {
        const other = await firstLoad(headquarters, branch);
        expect({ branch, ...(await digestsOf(unit, wholeTables)) }).toEqual({ branch, ...(await digestsOf(other, wholeTables)) });
        await discard(other);
      }
    });

    it('are by delta in every branch what a headquarters brings that only ever saw this day', async () => {
      for (const [branch, unit] of units) {
        const other = await firstLoad(fresh, branch);
        expect({ branch, ...(await digestsOf(unit, SAID_BY_FILES)) }).toEqual({ branch, ...(await digestsOf(other, SAID_BY_FILES)) });
        await discard(other);
      }
    });

    it('come as exactly the rows that differ between the files, by an account that shares no code with the product', async () => {
      const [before, after] = files.map(sellableRowsIn);
      let count = 0;
      for (const branch of units.keys()) {
        const [was, is] = [before?.[branch] ?? {}, after?.[branch] ?? {}];
        const expected = {
          price: differing(was, is, ([price, weighed]) => [price, weighed]),
          product: differing(was, is, ([, weighed, name, discount]) => [weighed, name, discount !== '0']),
          productBarcode: differing(was, is, ([, weighed]) => weighed),
        };
        const sent = await deltaKeys(headquarters, branch);
        expect({ branch, price: [], product: [], productBarcode: [], ...sent }).toEqual({ branch, ...expected });
        count += expected.price.length;
      }
      expect(count).toBeGreaterThan(0);
    });
  },
);
