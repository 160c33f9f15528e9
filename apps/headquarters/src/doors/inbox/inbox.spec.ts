import { appendFileSync, existsSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { TestInbox } from '../../../test/kit/an-inbox';
import { priceFile, PRICES, PRICES_HEADER, PRODUCTS, PRODUCTS_HEADER } from '../../../test/kit/door-mappings';
import { aHeadquarters, type TestHeadquarters } from '../../../test/kit/test-headquarters';

let headquarters: TestHeadquarters;
let inbox: TestInbox;
beforeEach(async () => {
  headquarters = await aHeadquarters();
  inbox = new TestInbox(headquarters);
  inbox.map('products', PRODUCTS);
  inbox.map('prices', PRICES);
});
afterEach(() => headquarters.dispose());

const MILK = 'P1;Milk;10;Dairy;B;N;;4006381333931\n';
const CHEESE = 'P2;"Cheese; ""old""";10;Dairy;B;J;;\n';

describe('a product export', () => {
  it('becomes categories, products and barcodes, with a report beside it', async () => {
    inbox.drop('products.csv', PRODUCTS_HEADER + MILK + CHEESE);
    expect(await inbox.look()).toMatchObject([
      { state: 'done', kind: 'full', lineCount: 2, takenCount: 2, refusedCount: 0, changedCount: 4 },
    ]);
    expect(await inbox.rows('category')).toEqual([{ legalEntityId: 'shop', categoryId: '10', parentCategoryId: null, name: 'Dairy' }]);
    expect(await inbox.rows('product')).toMatchObject([
      { productId: 'P1', name: 'Milk', itemTaxGroupId: 'reduced', unitId: 'pcs', isWeighed: false, minimumAge: null },
      { productId: 'P2', name: 'Cheese; "old"', unitId: 'kg', isWeighed: true },
    ]);
    expect(await inbox.rows('productBarcode')).toMatchObject([{ barcode: '04006381333931', productId: 'P1', quantity: '1' }]);
    expect(inbox.in('inbox')).toEqual([]);
    expect(inbox.in('working')).toEqual([]);
    expect(inbox.in('done')).toEqual(['products.csv', 'products.csv.report.txt']);
    expect(inbox.report('done', 'products.csv')).toMatch(/^products.csv was taken\.\n[^]*Lines 2: taken 2, refused 0\n/);
  });

  it('refuses lines one by one, with their number and the reason in words', async () => {
    const wrong = [
      'P3;Eggs;10;Dairy;C;N;;',
      'P4;Bread;10;Dairy;B;N;;4006381333932',
      'P5;Butter',
      'P6;;;;A;N;old;',
      'P1;Other milk;10;Dairy;B;N;;',
    ];
    inbox.drop('products.csv', `${PRODUCTS_HEADER}${MILK}${wrong.join('\n')}\n`);
    expect(await inbox.look()).toMatchObject([{ state: 'done', lineCount: 6, takenCount: 1, refusedCount: 5 }]);
    const report = inbox.report('done', 'products.csv');
    expect(report).toContain('line 3: product.itemTaxGroupId (column Tax): "C" is none of A, B\n');
    expect(report).toContain('line 4: productBarcode.barcode (column EAN): "4006381333932" is no barcode: wrong-check-digit\n');
    expect(report).toContain('line 5: 2 cells where the header has 8\n');
    expect(report).toContain('line 6: product.name (column Text): is empty\n');
    expect(report).toContain('line 7: product shop P1 stands on line 2 already, with other content\n');
    expect((await inbox.rows('product')).map(({ productId }) => productId)).toEqual(['P1']);
  });

  it('takes barcodes with a wrong check digit as codes of the company where the mapping says so, and no other odd ones', async () => {
    inbox.map('products', { ...PRODUCTS, wrongCheckDigits: 'as-own-codes' });
    inbox.drop('products.csv', `${PRODUCTS_HEADER}P4;Bread;10;Dairy;B;N;;4006381333932\nP5;Butter;10;Dairy;B;N;;123456789\n`);
    expect(await inbox.look()).toMatchObject([{ lineCount: 2, takenCount: 1, refusedCount: 1 }]);
    expect(await inbox.rows('productBarcode')).toMatchObject([{ barcode: '4006381333932', productId: 'P4' }]);
  });

  it('ends what a full file no longer holds, but not what it names on a line that is wrong, nor what others brought', async () => {
    inbox.map('extra', { ...PRODUCTS, file: 'extra.csv', kind: 'delta' });
    inbox.drop('extra.csv', `${PRODUCTS_HEADER}X1;Extra;;;A;N;;\n`);
    const many = Array.from({ length: 10 }, (_, index) => `Q${index};Goods;10;Dairy;A;N;;9000${index}\n`).join('');
    inbox.drop('products-1.csv', PRODUCTS_HEADER + MILK + CHEESE + many);
    await inbox.look();
    inbox.drop('products-2.csv', PRODUCTS_HEADER + MILK.replace('B', 'wrong') + many);
    expect((await inbox.look())[0]).toMatchObject({ state: 'done', takenCount: 10, refusedCount: 1, removedCount: 1 });
    const left = (await inbox.rows('product')).map(({ productId }) => productId);
    expect(left).toContain('P1');
    expect(left).toContain('X1');
    expect(left).not.toContain('P2');
    expect(await inbox.rows('productBarcode')).toHaveLength(11);
  });
});

describe('a file that is still being written', () => {
  it('is left alone until it has stood unchanged, whatever time it shows', async () => {
    const path = join(inbox.folders.inbox, 'products.csv');
    inbox.drop('products.csv', PRODUCTS_HEADER);
    utimesSync(path, 1, 1);
    await inbox.lookOnce();
    headquarters.pass(900);
    appendFileSync(path, MILK);
    utimesSync(path, 1, 1);
    await inbox.lookOnce();
    headquarters.pass(900);
    await inbox.lookOnce();
    expect(await inbox.files()).toEqual([]);
    headquarters.pass(200);
    await inbox.lookOnce();
    expect(await inbox.files()).toMatchObject([{ state: 'done', takenCount: 1 }]);
  });

  it('waits for its marker where the mapping asks for one, and for its last name', async () => {
    inbox.map('products', { ...PRODUCTS, doneMarker: true });
    inbox.drop('products.csv', PRODUCTS_HEADER + MILK);
    inbox.drop('products-2.csv.part', PRODUCTS_HEADER + MILK);
    expect(await inbox.look()).toEqual([]);
    inbox.drop('products.csv.done', '');
    expect(await inbox.look()).toMatchObject([{ state: 'done' }]);
    expect(inbox.in('inbox')).toEqual(['products-2.csv.part']);
  });
});

describe('the same file twice', () => {
  it('counts once, and prices may still go back to what they were', async () => {
    const [cheap, dear] = [priceFile(10), priceFile(10, (index) => (index === 3 ? 150 : 100))];
    const states: string[] = [];
    for (const content of [cheap, cheap, dear, cheap]) {
      inbox.drop('prices-101-all.csv', content);
      states.push((await inbox.look())[0]?.state ?? '');
    }
    expect(states).toEqual(['done', 'repeated', 'done', 'done']);
    expect((await inbox.rows('price')).every(({ unitPrice }) => unitPrice === '1')).toBe(true);
  });

  it('is known by its name and bytes, also when others came between', async () => {
    inbox.drop('prices-101-1.csv', priceFile(10));
    await inbox.look();
    inbox.drop(
      'prices-101-2.csv',
      priceFile(10, (index) => (index === 3 ? 150 : 100)),
    );
    await inbox.look();
    inbox.drop('prices-101-1.csv', priceFile(10));
    expect((await inbox.look())[0]).toMatchObject({ state: 'repeated', reason: expect.stringContaining('prices-101-1.csv') as string });
    expect((await inbox.rows('price'))[3]).toMatchObject({ unitPrice: '1.5' });
  });
});

describe('a full file that looks wrong', () => {
  const truncated = async () => {
    inbox.drop('prices-101-1.csv', priceFile(100));
    await inbox.look();
    inbox.drop('prices-101-2.csv', priceFile(79));
    return (await inbox.look())[0];
  };

  it('is held when it is much shorter than the last, and nothing is changed until somebody decides', async () => {
    const held = await truncated();
    expect(held).toMatchObject({ state: 'held', reason: '79 price rows where there were 100: less than 80 %' });
    expect(await inbox.rows('price')).toHaveLength(100);
    expect(inbox.in('held')).toEqual(['prices-101-2.csv', 'prices-101-2.csv.report.txt']);
  });

  it('is not held at the limit itself, and a store of its own is a series of its own', async () => {
    inbox.drop('prices-101-1.csv', priceFile(100));
    inbox.drop('prices-102-1.csv', priceFile(10));
    await inbox.look();
    inbox.drop('prices-101-2.csv', priceFile(80));
    expect((await inbox.look())[0]).toMatchObject({ state: 'done', removedCount: 20 });
    expect(await inbox.rows('price')).toHaveLength(90);
  });

  it('is held when it changes many prices', async () => {
    inbox.drop('prices-101-1.csv', priceFile(100));
    await inbox.look();
    inbox.drop(
      'prices-101-2.csv',
      priceFile(100, (index) => (index < 20 ? 10_000 : 100)),
    );
    expect((await inbox.look())[0]).toMatchObject({ state: 'done', changedCount: 20 });
    inbox.drop(
      'prices-101-3.csv',
      priceFile(100, (index) => (index < 21 ? 1 : 100)),
    );
    expect((await inbox.look())[0]).toMatchObject({ state: 'held', reason: '21 of 100 prices change: more than 20 %' });
  });

  it('is replaced by a later full file that looks right', async () => {
    const held = await truncated();
    inbox.drop('prices-101-3.csv', priceFile(101));
    await inbox.look();
    expect((await inbox.files()).map(({ state }) => state)).toEqual(['done', 'refused', 'done']);
    expect((await inbox.files())[1]).toMatchObject({
      fileId: held?.fileId,
      reason: expect.stringContaining('a later full file came') as string,
    });
    expect(inbox.in('held')).toEqual([]);
    expect(inbox.in('refused')).toEqual(['prices-101-2.csv', 'prices-101-2.csv.report.txt']);
  });

  it.each([
    ['nothing at all', ''],
    ['a header only', PRICES_HEADER],
    ['lines that are all wrong', `${PRICES_HEADER}P1;cheap;\n`],
    ['a quote that never ends', `${PRICES_HEADER}P1;"1,00;\n`],
    ['other columns', 'Number;Amount\nP1;1,00\n'],
    ['bytes of another encoding', Buffer.from(`${PRICES_HEADER}P\xe9;1,00;\n`, 'latin1')],
  ])('is refused when it holds %s, and wipes nothing', async (_, content) => {
    inbox.drop('prices-101-1.csv', priceFile(3));
    await inbox.look();
    inbox.drop('prices-101-2.csv', content);
    expect((await inbox.look())[0]).toMatchObject({ state: 'refused' });
    expect(await inbox.rows('price')).toHaveLength(3);
    expect(inbox.in('refused')).toEqual(['prices-101-2.csv', 'prices-101-2.csv.report.txt']);
  });
});

describe('the mappings', () => {
  it('refuse a file that none is for, and leave files alone while one of them is broken', async () => {
    inbox.drop('customers.csv', 'a,b\n');
    expect(await inbox.look()).toMatchObject([{ state: 'refused', reason: 'no mapping is for a file of this name' }]);
    inbox.map('customers', { file: 'customers.csv', kind: 'sometimes' });
    inbox.drop('customers.csv', 'a,b\n1,2\n');
    expect(await inbox.look()).toHaveLength(1);
    expect(inbox.in('inbox')).toEqual(['customers.csv']);
    const alarm = await headquarters.database.reader.first<{ subject: string }>(
      `SELECT subject FROM {alarm} WHERE kind = 'inbox.mapping-unusable'`,
    );
    expect(alarm?.subject).toContain('customers.json');
  });

  it('are told of again when one is broken as it was before', async () => {
    const standing = async () =>
      (
        await headquarters.database.reader.query(
          `SELECT subject FROM {alarm} WHERE kind = 'inbox.mapping-unusable' AND acknowledged_at IS NULL`,
        )
      ).length;
    const counts: number[] = [];
    for (const kind of ['sometimes', 'full', 'sometimes']) {
      inbox.map('customers', { ...PRODUCTS, file: 'customers.csv', kind });
      await inbox.look();
      counts.push(await standing());
    }
    expect(counts).toEqual([1, 0, 1]);
  });

  it('say what a field needs', async () => {
    inbox.map('products', { ...PRODUCTS, rows: [{ entity: 'price', fields: { price: 'Price' } }] });
    await inbox.look();
    const alarm = await headquarters.database.reader.first<{ details: string }>(
      `SELECT details FROM {alarm} WHERE kind = 'inbox.mapping-unusable'`,
    );
    expect(alarm?.details).toMatch(/price has no field price/);
    expect(alarm?.details).toMatch(/price needs the field unitPrice/);
  });

  it('read NDJSON and other encodings the same', async () => {
    inbox.map('lines', { ...PRODUCTS, file: 'lines.ndjson', format: 'ndjson', kind: 'delta', encoding: 'windows-1252' });
    const line = { No: 7, Text: 'Käse', Group: null, Tax: 'A', Scale: 'N', Age: 18 };
    inbox.drop('lines.ndjson', Buffer.from(`${JSON.stringify(line)}\n\n[1]\n{"No":\n`, 'latin1'));
    expect(await inbox.look()).toMatchObject([{ state: 'done', lineCount: 3, takenCount: 1, refusedCount: 2 }]);
    expect(await inbox.rows('product')).toMatchObject([{ productId: '7', name: 'Käse', categoryId: null, minimumAge: 18 }]);
    expect(existsSync(join(inbox.folders.inbox, 'lines.ndjson'))).toBe(false);
  });
});
