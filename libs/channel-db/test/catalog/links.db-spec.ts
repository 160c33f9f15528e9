import { CATALOG_MIGRATIONS, CatalogReader } from '@app/channel-db';
import { ONE } from '@app/kernel';
import { eachDatabase, productLink, putRows, SHOP_ROWS } from '@app/testing';
import { countingReader } from './counting-reader';

eachDatabase(CATALOG_MIGRATIONS, (test) => {
  let catalog: CatalogReader;
  /** Statements since the last look. */
  let asked: string[];

  beforeEach(() => {
    asked = [];
    const counting = countingReader(test.database().reader, (sql) => asked.push(sql));
    catalog = new CatalogReader({ read: (work) => work(counting) });
  });

  it('comes with goods by unit, in the order of what is linked, and is read once in a version', async () => {
    const productLinks = [productLink('milk', 'glass', 'box'), productLink('milk', 'crate', 'box'), productLink('milk', 'bottle')];
    await putRows(test.database(), { ...SHOP_ROWS, productLink: productLinks }, 7);
    const { links, catalogVersion } = await catalog.links.linksOf(7, 'le1', ['milk', 'wine']);
    expect([catalogVersion, [...links.keys()]]).toEqual([7, ['milk']]);
    expect(links.get('milk')).toMatchObject([
      { unitId: 'box', linkedProductId: 'crate', quantity: ONE },
      { unitId: 'box', linkedProductId: 'glass' },
      { unitId: 'pcs', linkedProductId: 'bottle' },
    ]);
    expect(asked).toHaveLength(1);
    expect((await catalog.links.linksOf(7, 'le1', ['wine', 'milk'])).links.get('milk')).toHaveLength(3);
    expect(asked).toHaveLength(1);
  });

  it('costs a store without links one look in a version, whatever it sells', async () => {
    await putRows(test.database(), SHOP_ROWS, 7);
    for (const productId of ['milk', 'wine', 'apples']) expect((await catalog.links.linksOf(7, 'le1', [productId])).links.size).toBe(0);
    expect(asked).toHaveLength(1);
  });

  it('says when the catalog is another one than asked for', async () => {
    await putRows(test.database(), { ...SHOP_ROWS, productLink: [productLink('milk', 'bottle')] }, 8);
    expect(await catalog.links.linksOf(7, 'le1', ['milk'])).toMatchObject({ catalogVersion: 8 });
  });
});
