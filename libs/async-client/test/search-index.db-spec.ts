import { openSqliteCatalog, productsOf, rowsOfNumbers, wordsAlike, wordsBeginning, wordsOf, type Catalog } from '@app/channel-db';
import { describeWithData } from '@app/testing';
import { parse } from 'csv-parse/sync';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { apply } from '../src/apply/apply';
import type { StoredPackage } from '../src/apply/apply-package';
import { prepareCatalog } from '../src/apply/catalog-file';
import { indexCatalog } from '../src/search-index/index-catalog';
import { aBarcode, aPackage, aPrice, aProduct } from './packages';

let directory: string;
let catalog: Catalog;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'search-'));
  await prepareCatalog(directory);
  catalog = openSqliteCatalog(directory);
});
afterEach(() => {
  void catalog.close();
  rmSync(directory, { recursive: true });
});

const packages = () => join(directory, 'packages');

async function take(stored: StoredPackage): Promise<void> {
  expect(await apply({ directory, packages: [stored], now: 1 })).toMatchObject({ kind: 'applied' });
  catalog.follow();
}

/** Ids of the products that have every word of a text, whole or begun. */
function idsWith(text: string): Promise<string[]> {
  return catalog.reader.read(async (reader) => {
    const { lastNumber } = await catalog.reader.searchState();
    const groups: number[][] = [];
    for (const word of wordsOf(text)) groups.push((await wordsBeginning(reader, 'grocer', word, 100)).map(({ wordId }) => wordId));
    const all = (await productsOf(reader, groups, lastNumber)).reduce((both, set) => both.and(set));
    return (await rowsOfNumbers(reader, all.first(10_000))).map(({ productId }) => productId);
  });
}

const load = (names: readonly string[]) =>
  aPackage(packages(), '1040', {
    product: names.map((name, at) => aProduct(`${at}`, { name })),
    productBarcode: names.map((_, at) => aBarcode(`0729${String(at).padStart(10, '0')}`, `${at}`)),
  });

describe('the search index of a catalog file', () => {
  it('is made after a load, in the generation that is read then', async () => {
    await take(load(['Milk 3%', 'Bread']));
    expect(await catalog.reader.searchState()).toMatchObject({ indexVersion: 0, catalogVersion: 1 });
    expect(await idsWith('milk')).toEqual([]);
    expect(await indexCatalog(directory)).toMatchObject({ kind: 'current', changeCount: 4 });
    expect(await catalog.reader.searchState()).toMatchObject({ indexVersion: 1, catalogVersion: 1 });
    expect(await idsWith('milk')).toEqual(['0']);
  });

  it('stays current over a package without products, and only over one', async () => {
    await take(load(['Milk 3%', 'Bread']));
    await indexCatalog(directory);
    await take(aPackage(packages(), '1020', { price: [aPrice('0', '1.00')] }));
    expect(await catalog.reader.searchState()).toMatchObject({ indexVersion: 2, catalogVersion: 2 });
    await take(aPackage(packages(), '1040', { product: [aProduct('1', { name: 'Brown bread' })] }, { kind: 'delta', fromVersion: 1, toVersion: 2 })); // prettier-ignore
    expect(await catalog.reader.searchState()).toMatchObject({ indexVersion: 2, catalogVersion: 3 });
    await take(aPackage(packages(), '1020', { price: [] }));
    expect(await catalog.reader.searchState()).toMatchObject({ indexVersion: 2, catalogVersion: 4 });
    expect(await indexCatalog(directory)).toMatchObject({ changeCount: 1 });
    expect(await idsWith('brow')).toEqual(['1']);
  });

  it('comes along into the next generation, where only what differs is indexed', async () => {
    await take(load(['Milk 3%', 'Bread', 'Salt']));
    await indexCatalog(directory);
    await take(load(['Milk 3%', 'Rye bread']));
    expect(await indexCatalog(directory)).toMatchObject({ changeCount: 3 });
    expect(await idsWith('bread')).toEqual(['1']);
    expect(await idsWith('salt')).toEqual([]);
  });
});

describeWithData('grocery-prices-il/prices_2026-08-10.csv.gz', 'a search among the names of real goods', (file) => {
  it('finds each by the beginnings of its words', async () => {
    const rows: string[][] = parse(gunzipSync(readFileSync(file)), { bom: true });
    const names = [...new Set(rows.slice(1).map((row) => row[4] ?? ''))].filter((name) => name.trim().length > 8).slice(0, 5_000);
    await take(load(names));
    await indexCatalog(directory);
    for (let at = 0; at < names.length; at += 97) {
      const typed = wordsOf(names[at] ?? '').map((word) => word.slice(0, 5)).join(' '); // prettier-ignore
      expect([typed, (await idsWith(typed)).includes(`${at}`)]).toEqual([typed, true]);
    }
    const alike = await catalog.reader.read((reader) => wordsAlike(reader, 'grocer', 'שוקולס'));
    expect(alike.map(({ word }) => word)).toContain('שוקולד');
  });
});
