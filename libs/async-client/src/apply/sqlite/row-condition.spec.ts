import { CATALOG_TABLES } from '@app/channel-db';
import { globsOf, rowCondition } from './row-condition';

describe('the condition of a right row', () => {
  it('is known for every entity that can have many rows', () => {
    const checked = CATALOG_TABLES.filter((table) => rowCondition(table) !== undefined).map(({ entity }) => entity.name);
    expect(checked).toEqual(expect.arrayContaining(['category', 'product', 'productBarcode', 'price', 'worker']));
  });

  it('says a pattern of fixed length as GLOBs, and no other', () => {
    expect(globsOf(/^\d{4}-\d{2}$/)).toEqual(['[0-9][0-9][0-9][0-9]-[0-9][0-9]']);
    expect(globsOf(/^[A-Z]{3}$/)).toEqual(['[A-Z][A-Z][A-Z]']);
    expect(globsOf(/^(?:[01]\d|2[0-3]):[0-5]\d$/)).toEqual(['[01][0-9]:[0-5][0-9]', '2[0-3]:[0-5][0-9]']);
    const others = [/^\d+$/, /\d{4}/, /^a|b$/, /^\d{1,6}$/, /^[A-Z]{3}$/i, /^.$/, /^a*$/, /^[^a]$/, /^(?:a|b*)$/, /^\w$/];
    for (const other of others) expect({ other, globs: globsOf(other) }).toEqual({ other, globs: undefined });
  });
});
