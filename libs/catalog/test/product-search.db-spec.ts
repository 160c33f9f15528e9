import { findProducts, type FoundProducts, type ProductSearch } from '@app/catalog';
import { CATALOG_MIGRATIONS, searchState, updateSearchIndex } from '@app/channel-db';
import { parseQuantity } from '@app/kernel';
import { eachDatabase, putRows, SHOP_ROWS } from '@app/testing';

const LE = 'le1';
const [milk] = SHOP_ROWS['product'] ?? [];

const product = (productId: string, name: string, change: object = {}) => ({ ...milk, productId, name, ...change });
const barcode = (code: string, productId: string) => ({ legalEntityId: LE, barcode: code.padStart(14, '0'), productId, unitId: 'pcs', quantity: parseQuantity('1') }); // prettier-ignore

const ROWS = {
  legalEntity: SHOP_ROWS['legalEntity'] ?? [],
  category: [{ legalEntityId: LE, categoryId: 'dairy', parentCategoryId: null, name: 'Dairy' }],
  product: [
    product('p1', 'Milk 3% 1L', { categoryId: 'dairy' }),
    product('p2', 'Chocolate with milk 100g', { categoryId: 'sweets' }),
    product('p3', 'Dark chocolate 85%'),
    product('p4', 'Goat milk 500ml', { categoryId: 'dairy', isWeighed: true }),
    product('p5', 'שוקולד חלב 100 גרם'),
    product('p6', 'Crème fraîche', { categoryId: 'dairy', isBlocked: true }),
    product('ITM-0007', 'Coffee beans'),
    product('p1', 'Milk of the other company', { legalEntityId: 'le2' }),
  ],
  productBarcode: [barcode('7290004131074', 'p1'), barcode('7290004139999', 'p2'), barcode('40123455', 'p3')],
};

eachDatabase(CATALOG_MIGRATIONS, (test) => {
  beforeEach(() => putRows(test.database(), ROWS, 3));

  const index = (batch = 3) => updateSearchIndex({ database: test.database(), batch });
  const find = (text: string, more: Partial<ProductSearch> = {}): Promise<FoundProducts> =>
    findProducts(test.database().reader, { legalEntityId: LE, text, limit: 20, ...more });
  const idsOf = async (text: string, more: Partial<ProductSearch> = {}) => (await find(text, more)).productIds;
  const run = (sql: string, values: readonly string[] = []) => test.database().unitOfWork.run((tx) => tx.run(sql, values));
  const nextVersion = () => run('UPDATE {catalog_state} SET version = version + 1');

  describe('a search', () => {
    beforeEach(() => index());

    it.each([
      ['a word, where it opens the name first', 'milk', ['p1', 'p4', 'p2']],
      ['all words, in any order', 'milk chocolate', ['p2']],
      ['beginnings of words', 'choc dar', ['p3']],
      ['the first two letters', 'ch', ['p2', 'p3']],
      ['another script', 'שוקו', ['p5']],
      ['words without their accents', 'creme fraiche', ['p6']],
      ['a size as it is spoken', '500 ml goat', ['p4']],
      ['an article number', 'ITM-0007', ['ITM-0007']],
      ['the beginning of an article number', 'ITM', ['ITM-0007']],
      ['a whole barcode as it is printed', '7290004131074', ['p1']],
      ['what barcodes begin with', '729000413', ['p1', 'p2']],
      ['what a barcode ends with', '9999', ['p2']],
      ['a short barcode', '40123455', ['p3']],
    ])('finds %s', async (_, text, ids) => {
      expect(await idsOf(text)).toEqual(ids);
    });

    it('reads a word that nobody has as what it is a typo of, and says so', async () => {
      const found = await find('chocolte');
      expect(found.productIds).toEqual(['p2', 'p3']);
      expect(found.corrections).toEqual([{ typed: 'chocolte', words: ['chocolate'] }]);
    });

    it('considers typos also of words that are known, when no product has them together', async () => {
      await run(`UPDATE {product} SET name = 'Mill' WHERE product_id = 'p3'`);
      await nextVersion();
      await index();
      expect((await find('mill goat')).productIds).toEqual(['p4']);
    });

    it('leaves out what no product has with the rest', async () => {
      const found = await find('goat quinoa beans');
      expect(found.leftOut).toContain('quinoa');
      expect(found.productIds).toHaveLength(1);
    });

    it('answers nothing to what nobody has', async () => {
      expect(await find('zzzzzz')).toMatchObject({ productIds: [], matchCount: 0, leftOut: ['zzzzzz'], next: null });
      expect(await find('!?')).toMatchObject({ productIds: [], matchCount: 0 });
    });

    it('counts categories and what is weighed, and takes both as a filter', async () => {
      const found = await find('milk');
      const categories = [{ categoryId: 'dairy', name: 'Dairy', count: 2 }, { categoryId: 'sweets', name: null, count: 1 }]; // prettier-ignore
      expect(found).toMatchObject({ matchCount: 3, rankedCount: 3, weighedCount: 1, categories });
      expect(await idsOf('milk', { categoryId: 'dairy' })).toEqual(['p1', 'p4']);
      expect(await idsOf('milk', { isWeighed: true })).toEqual(['p4']);
      expect(await idsOf('milk', { categoryId: 'unheard-of' })).toEqual([]);
      expect(await idsOf('7290004131074', { categoryId: 'sweets' })).toEqual([]);
    });

    it('comes in pages that together are the whole', async () => {
      const ids: string[] = [];
      let after: FoundProducts['next'] | undefined;
      do {
        const page: FoundProducts = await find('milk', { limit: 1, after: after ?? undefined });
        ids.push(...page.productIds);
        after = page.next;
      } while (after);
      expect(ids).toEqual(await idsOf('milk'));
    });

    it('stays within a legal entity', async () => {
      expect(await idsOf('company')).toEqual([]);
      expect(await idsOf('company', { legalEntityId: 'le2' })).toEqual(['p1']);
    });
  });

  describe('the index', () => {
    it('says what version it is of', async () => {
      expect(await find('milk')).toMatchObject({ indexVersion: 0, catalogVersion: 3, productIds: [] });
      expect(await index()).toEqual({ kind: 'current', changeCount: 11 });
      expect(await find('milk')).toMatchObject({ indexVersion: 3, catalogVersion: 3 });
    });

    it('follows what came, changed and went, and writes nothing else', async () => {
      await index();
      await run(`UPDATE {product} SET name = 'Oat drink' WHERE product_id = 'p4'`);
      await run(`DELETE FROM {product} WHERE product_id = 'p2'`);
      await run(`DELETE FROM {product_barcode} WHERE product_id = 'p2'`);
      await putRows(test.database(), { product: [product('p9', 'Soy milk')] }, 4);
      expect(await index()).toEqual({ kind: 'current', changeCount: 4 });
      expect(await idsOf('milk')).toEqual(['p1', 'p9']);
      expect(await idsOf('goat')).toEqual([]);
      expect(await idsOf('oat')).toEqual(['p4']);
      expect(await idsOf('9999')).toEqual([]);
    });

    it('follows a category and weighing', async () => {
      await index();
      await run(`UPDATE {product} SET category_id = NULL, is_weighed = 0 WHERE product_id = 'p4'`);
      await nextVersion();
      await index();
      expect(await idsOf('goat', { categoryId: 'dairy' })).toEqual([]);
      expect(await idsOf('goat', { isWeighed: true })).toEqual([]);
    });

    it('goes on where it was stopped', async () => {
      let units = 0;
      const stopped = await updateSearchIndex({ database: test.database(), batch: 2, mayGoOn: () => (units += 1) < 4 });
      expect(stopped).toEqual({ kind: 'stopped' });
      expect((await searchState(test.database().reader)).indexVersion).toBe(0);
      await index();
      expect(await idsOf('milk')).toEqual(['p1', 'p4', 'p2']);
    });

    it('is the same, built at once or by and by', async () => {
      await index(1);
      const single = await find('milk');
      for (const table of ['product', 'word', 'posting', 'spelling', 'barcode']) await run(`DELETE FROM {search_${table}}`);
      await run('UPDATE {search_state} SET catalog_version = 0, last_number = 0');
      await index(1_000);
      expect(await find('milk')).toEqual(single);
    });
  });
});
