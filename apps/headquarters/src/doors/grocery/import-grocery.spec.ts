import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aHeadquarters, type TestHeadquarters } from '../../../test/kit/test-headquarters';
import { pageOfRows } from '../../company/company-rows';
import { entityNamed } from '@app/protocol';
import { refusalsOf } from '../import-log';
import { GroceryImport, type ImportSummary } from './import-grocery';

const HEADER = 'c,chain,branch,barcode,name,m,o,q,ut,un,price,pu,weighed,pack,discount,status,updated';

const importOf = (headquarters: TestHeadquarters, file: string, day?: string): Promise<ImportSummary> =>
  new GroceryImport(headquarters.database, headquarters.peppers, { file, day }).run();

async function rowsOf(headquarters: TestHeadquarters, entity: string, filter: Record<string, string> = {}) {
  const definition = entityNamed(entity);
  if (!definition) throw new Error(entity);
  const rows = await pageOfRows(headquarters.database.reader, definition, { filter, limit: 100_000 });
  return rows.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
}

describe('an import of a price file', () => {
  let headquarters: TestHeadquarters;
  const file = (name: string, ...lines: string[]): string => {
    const path = join(headquarters.folder, name);
    writeFileSync(path, `\ufeff${[HEADER, ...lines].join('\n')}\n`);
    return path;
  };
  const line = (barcode: string, name: string, price: string, weighed = '0', branch = '1') =>
    `Chain,7290,${branch},${barcode},${name},,,,,,${price},,${weighed},1,1,,`;

  beforeEach(async () => void (headquarters = await aHeadquarters()));
  afterEach(() => headquarters.dispose());

  it('makes the chain a legal entity, the branch a store ready to open, and its rows products with prices', async () => {
    await importOf(headquarters, file('prices_2026-08-10.csv', line('7290000000022', 'עגבניה', '6.9', '1'), line('012', 'Bag', '0.5')));
    expect(await rowsOf(headquarters, 'legalEntity')).toMatchObject([{ legalEntityId: '7290', currency: 'ILS' }]);
    expect(await rowsOf(headquarters, 'channel')).toMatchObject([
      { channelId: '7290-1', timeZone: 'Asia/Jerusalem', pricesIncludeTax: true },
    ]);
    expect(await rowsOf(headquarters, 'register')).toHaveLength(4);
    expect(await rowsOf(headquarters, 'worker')).toHaveLength(6);
    expect(await rowsOf(headquarters, 'tenderType')).toContainEqual(
      expect.objectContaining({ tenderTypeId: 'cash', roundingStep: '0.10' }),
    );
    expect(await rowsOf(headquarters, 'taxCode')).toMatchObject([{ rate: '0.18' }]);
    expect(await rowsOf(headquarters, 'product')).toMatchObject([
      { productId: '012', name: 'Bag', unitId: 'pcs', isWeighed: false },
      { productId: '07290000000022', name: 'עגבניה', unitId: 'kg', isWeighed: true },
    ]);
    expect(await rowsOf(headquarters, 'price')).toMatchObject([
      { productId: '012', unitPrice: '0.5', validFrom: '2026-08-10' },
      { productId: '07290000000022', unitPrice: '6.9' },
    ]);
  });

  it('lists every row it does not take, with the reason', async () => {
    const refusedLines = [line('7290000000023', 'Wrong digit', '1'), line('12', 'Short', '1'), line('333', '', '1'), line('334', 'Free', '0'), line('335', 'Odd', '1,5'), line('12345', 'A', '1'), line('12345', 'Again', '1')]; // prettier-ignore
    const { importId, storedCount, refusedCount } = await importOf(
      headquarters,
      file('x.csv', ...refusedLines.map((one) => one.replace('1,5', '1.5.5'))),
      '2026-08-10',
    );
    expect({ storedCount, refusedCount }).toEqual({ storedCount: 1, refusedCount: 6 });
    const listed = await refusalsOf(headquarters.database.reader, importId, { limit: 100, after: 0 });
    expect(listed.map(({ lineNumber, reason }) => `${lineNumber} ${reason}`)).toEqual([
      '2 wrong-check-digit', '3 wrong-length', '4 no-name', '5 no-price', '6 malformed-price', '8 duplicate-code',
    ]); // prettier-ignore
  });

  it('takes codes with a wrong check digit as codes of the chains it is told, and refuses those of others', async () => {
    const lines = [line('7290000003836', 'Schnitzel', '56.9', '1'), line('7290000003836', 'Again', '1'), line('123456789', 'Short', '1')];
    const others = line('7290000003836', 'Elsewhere', '1').replace('7290,1', '7291,1');
    const path = file('prices_2026-08-10.csv', ...lines, others);
    const choice = { wrongCheckDigits: 'as-own-codes', ofChains: ['7290'] } as const;
    const { importId } = await new GroceryImport(headquarters.database, headquarters.peppers, { file: path, ...choice }).run();
    expect(await rowsOf(headquarters, 'productBarcode')).toMatchObject([{ legalEntityId: '7290', barcode: '7290000003836' }]);
    expect(await rowsOf(headquarters, 'price')).toMatchObject([{ channelId: '7290-1', productId: '7290000003836', unitPrice: '56.9' }]);
    const listed = await refusalsOf(headquarters.database.reader, importId, { limit: 100, after: 0 });
    expect(listed.map(({ lineNumber, reason }) => `${lineNumber} ${reason}`)).toEqual([
      '3 duplicate-code',
      '4 wrong-length',
      '5 wrong-check-digit',
    ]);
  });

  it('of the same file changes nothing; of the next day changes what differs and ends what is gone', async () => {
    const versions = async () => Object.fromEntries((await headquarters.database.reader.query<{ key: string; version: number; is_deleted: number }>(`SELECT row_key AS "key", version, is_deleted FROM {company_row} WHERE entity = 'price'`)).map((row) => [row.key, row])); // prettier-ignore
    const first = file('prices_2026-08-10.csv', line('111', 'A', '1'), line('222', 'B', '2'), line('333', 'C', '3'));
    await importOf(headquarters, first);
    const before = await versions();
    await importOf(headquarters, first);
    expect(await versions()).toEqual(before);
    const next = await importOf(headquarters, file('prices_2026-08-11.csv', line('111', 'A', '1'), line('222', 'B', '2.5')));
    expect(next.endedCount).toBe(1);
    const after = await versions();
    expect(after['["7290-1","111"]']).toEqual(before['["7290-1","111"]']);
    expect(await rowsOf(headquarters, 'price')).toMatchObject([{ validFrom: '2026-08-10' }, { unitPrice: '2.5', validFrom: '2026-08-11' }]);
    expect(after['["7290-1","333"]']).toMatchObject({ is_deleted: 1 });
  });

  it('asks for the day when the file name has none', async () => {
    await expect(importOf(headquarters, file('prices.csv', line('111', 'A', '1')))).rejects.toMatchObject({ code: 'import.no-day' });
  });

  it('fails, and does not hang, when there is no such file or the file is torn', async () => {
    await expect(importOf(headquarters, '/nowhere/prices_2026-08-10.csv.gz')).rejects.toThrow();
    await expect(importOf(headquarters, file('prices_2026-08-10.csv.gz', 'no gzip'))).rejects.toThrow();
  });
});
