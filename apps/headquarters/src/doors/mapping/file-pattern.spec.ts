import { namePartsOf } from './file-pattern';

describe('the pattern of a file name', () => {
  it.each([
    ['products.csv', 'products.csv', {}],
    ['products-*.csv', 'products-2026-08-10.csv', {}],
    ['prices-{channelId}-*.csv', 'prices-101-a-b.csv', { channelId: '101' }],
    ['a+(b).{ext}', 'a+(b).csv', { ext: 'csv' }],
  ])('%s fits %s', (pattern, name, parts) => expect(namePartsOf(pattern, name)).toEqual(parts));

  it.each([
    ['products.csv', 'products_csv'],
    ['products.csv', 'my-products.csv'],
    ['products-*.csv', 'products-1.csv.part'],
    ['prices-{channelId}.csv', 'prices-.csv'],
  ])('%s does not fit %s', (pattern, name) => expect(namePartsOf(pattern, name)).toBeUndefined());
});
