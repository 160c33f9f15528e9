import { cellsOf, productBarcodeEntity, storedTable } from '@app/protocol';
import Sqlite from 'better-sqlite3';
import { gunzipSync } from 'node:zlib';
import { sqliteForm } from './sqlite-form';

const bodies = (count: number) =>
  Array.from({ length: count }, (_, at) =>
    JSON.stringify({ legalEntityId: 'grocer', barcode: `b${at}`, productId: `p${at % 7}`, unitId: 'pc', quantity: `${at}.5` }),
  );

describe('the SQLite form of a segment', () => {
  it('holds the rows as a channel database stores them', async () => {
    const lines = bodies(20_000);
    const file = await sqliteForm(productBarcodeEntity, lines);
    const database = new Sqlite(gunzipSync(file ?? ''));
    const rows = database.prepare('SELECT * FROM product_barcode').raw().all();
    const { columns } = storedTable(productBarcodeEntity);
    expect(rows).toEqual(lines.map((line) => cellsOf(columns, productBarcodeEntity.schema.parse(JSON.parse(line)))));
    expect(database.prepare('SELECT DISTINCT typeof(quantity) FROM product_barcode').pluck().all()).toEqual(['integer']);
    database.close();
  });

  it('is not made for few rows, nor where a row cannot be read', async () => {
    expect(await sqliteForm(productBarcodeEntity, bodies(100))).toBeUndefined();
    const lines = [...bodies(20_000), '{"$delete":{"legalEntityId":"grocer","barcode":"b1"}}'];
    expect(await sqliteForm(productBarcodeEntity, lines)).toBeUndefined();
  });
});
