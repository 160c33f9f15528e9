import { CATALOG_TABLES } from '@app/channel-db';
import { globOf, rowCondition } from './row-condition';

describe('the condition of a right row', () => {
  it('is known for every entity that can have many rows', () => {
    const checked = CATALOG_TABLES.filter((table) => rowCondition(table) !== undefined).map(({ entity }) => entity.name);
    expect(checked).toEqual(expect.arrayContaining(['category', 'product', 'productBarcode', 'price', 'worker']));
  });

  it('says a pattern of fixed length as a GLOB, and no other', () => {
    expect(globOf(/^\d{4}-\d{2}$/)).toBe('[0-9][0-9][0-9][0-9]-[0-9][0-9]');
    expect(globOf(/^[A-Z]{3}$/)).toBe('[A-Z][A-Z][A-Z]');
    for (const other of [/^\d+$/, /\d{4}/, /^a|b$/, /^\d{1,6}$/, /^[A-Z]{3}$/i, /^.$/, /^a*$/]) expect(globOf(other)).toBeUndefined();
  });
});
