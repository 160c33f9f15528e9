import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseUnitPrice } from '@app/kernel';
import { entityNamed } from '@app/protocol';
import { anOffer, MILK, offerLine, offerPriceGroup, price, PRICE_GROUP_ROWS, SHOP_ROWS, WINE } from '@app/testing';
import { z } from 'zod';
import { aHeadquarters, settingsFor, type TestHeadquarters } from '../../test/kit/test-headquarters';
import { commandLine } from '../cli/command-line';
import { upsertRows } from '../company/company-rows';

/** Milk at 6.90, before August 7.50; two for 10.00 and a tenth off milk; wine at 39.90. */
const ROWS = {
  ...SHOP_ROWS,
  ...PRICE_GROUP_ROWS,
  price: [
    price('milk', '7.50', 'pcs', { priceId: 'milk-before' }), price('milk', '6.90', 'pcs', { priceId: 'milk-now', validFrom: '2026-08-01' }),
    price('wine', '39.90'), price('apples', '8.90', 'kg'),
  ],
  offer: [
    anOffer('2for10', { name: 'Two for 10.00', kind: 'mix-and-match', rewardKind: 'price', rewardValue: '10', dealGroups: ['A 2'], validFrom: '2026-08-01' }),
    anOffer('tenth', { name: 'A tenth off' }),
  ],
  offerLine: [offerLine('2for10', '1', { productId: 'milk', groupId: 'A' }), offerLine('tenth', '1', { productId: 'milk' })],
  offerPriceGroup: ['2for10', 'tenth'].map((offerId) => offerPriceGroup(offerId)),
}; // prettier-ignore

let headquarters: TestHeadquarters;

beforeAll(async () => {
  headquarters = await aHeadquarters();
  await headquarters.database.unitOfWork.run(async (tx) => {
    for (const [name, rows] of Object.entries(ROWS)) {
      const entity = entityNamed(name);
      if (!entity) throw new Error(name);
      await upsertRows(tx, entity, rows.map((row) => z.encode(entity.schema, row as never))); // prettier-ignore
    }
  });
});
afterAll(() => headquarters.dispose());

async function compare(name: string, content: string | Buffer, ...options: string[]): Promise<string[]> {
  const said: string[] = [];
  const file = join(headquarters.folder, name);
  writeFileSync(file, content);
  const program = commandLine({ settings: () => settingsFor(headquarters.folder), say: (line) => said.push(line), progress: () => undefined });
  await program.parseAsync(['node', 'hq', 'compare', file, ...options]);
  return said;
} // prettier-ignore

const basket = (name: string, lines: readonly object[], change: object = {}) =>
  JSON.stringify({ basket: name, date: '2026-08-10T10:15', store: 'store-1', lines, ...change });
const milk = (quantity: string, charged: string) => ({ barcode: MILK, quantity, charged });

describe('baskets of another system', () => {
  it('that cost the same are counted, those that do not are listed with what is different and why', async () => {
    const said = await compare(
      'log.ndjson',
      [
        basket('1', [milk('2', '10.00'), { barcode: WINE, charged: '39.90' }]),
        basket('2', [milk('2', '13.80')]),
        basket('3', [milk('2', '12.42')]),
        basket('4', [milk('1', '7.50')]),
        basket('5', [milk('1', '6.22')]),
        basket('6', [milk('2', '8.47')]),
        basket('7', [milk('2', '9.00'), { barcode: WINE, charged: '41.00' }]),
      ].join('\n'),
    );
    expect(said).toEqual([
      'line 2: basket 2 of store store-1, 2026-08-10T10:15: charged 13.80, here 10.00',
      `  ${MILK} milk, 2 pcs: charged 13.80, here 10.00: no-offer-there`,
      '    price 6.9 from milk-now, not milk-before at 7.5 (began-earlier): 13.80',
      '    offer 2for10 "Two for 10.00" takes off 3.80',
      '    offer tenth "A tenth off" others-give-more, alone 1.38, to 2for10',
      '    tax vat 0.18: 1.52542372 is 1.53',
      'line 3: basket 3 of store store-1, 2026-08-10T10:15: charged 12.42, here 10.00',
      `  ${MILK} milk, 2 pcs: charged 12.42, here 10.00: other-offer`,
      ...['    price 6.9 from milk-now, not milk-before at 7.5 (began-earlier): 13.80', '    offer 2for10 "Two for 10.00" takes off 3.80', '    offer tenth "A tenth off" others-give-more, alone 1.38, to 2for10', '    tax vat 0.18: 1.52542372 is 1.53'],
      'line 4: basket 4 of store store-1, 2026-08-10T10:15: charged 7.50, here 6.21',
      `  ${MILK} milk, 1 pcs: charged 7.50, here 6.21: other-price-row`,
      ...['    price 6.9 from milk-now, not milk-before at 7.5 (began-earlier): 6.90', '    offer 2for10 "Two for 10.00" goods-missing', '    offer tenth "A tenth off" takes off 0.69', '    tax vat 0.18: 0.94728813 is 0.95'],
      'line 5: basket 5 of store store-1, 2026-08-10T10:15: charged 6.22, here 6.21',
      `  ${MILK} milk, 1 pcs: charged 6.22, here 6.21: rounding`,
      ...['    price 6.9 from milk-now, not milk-before at 7.5 (began-earlier): 6.90', '    offer 2for10 "Two for 10.00" goods-missing', '    offer tenth "A tenth off" takes off 0.69', '    tax vat 0.18: 0.94728813 is 0.95'],
      'line 6: basket 6 of store store-1, 2026-08-10T10:15: charged 8.47, here 10.00',
      `  ${MILK} milk, 2 pcs: charged 8.47, here 10.00: tax`,
      ...['    price 6.9 from milk-now, not milk-before at 7.5 (began-earlier): 13.80', '    offer 2for10 "Two for 10.00" takes off 3.80', '    offer tenth "A tenth off" others-give-more, alone 1.38, to 2for10', '    tax vat 0.18: 1.52542372 is 1.53'],
      'line 7: basket 7 of store store-1, 2026-08-10T10:15: charged 50.00, here 49.90',
      `  ${MILK} milk, 2 pcs: charged 9.00, here 10.00: lower-there`,
      ...['    price 6.9 from milk-now, not milk-before at 7.5 (began-earlier): 13.80', '    offer 2for10 "Two for 10.00" takes off 3.80', '    offer tenth "A tenth off" others-give-more, alone 1.38, to 2for10', '    tax vat 0.18: 1.52542372 is 1.53'],
      `  ${WINE} wine, 1 pcs: charged 41.00, here 39.90: higher-there`,
      '    price 39.9 from p-wine-39.90: 39.90',
      '    tax vat 0.18: 6.08644067 is 6.09',
      '1 baskets equal, 6 differ, 0 unreadable',
      'lines that differ: higher-there 1, lower-there 1, no-offer-there 1, other-offer 1, other-price-row 1, rounding 1, tax 1',
    ]);
  }); // prettier-ignore

  it('are priced by the prices and offers of their own day', async () => {
    expect(await compare('july.ndjson', basket('1', [milk('2', '13.50')], { date: '2026-07-31' }))).toEqual(['1 baskets equal, 0 differ, 0 unreadable']);
  }); // prettier-ignore

  it('lose only the line that cannot be priced', async () => {
    const said = await compare('unknown.ndjson', basket('1', [{ barcode: '4006381333931', charged: '5.00' }, milk('2', '10.00')]));
    expect(said).toEqual([
      'line 1: basket 1 of store store-1, 2026-08-10T10:15: charged 15.00, here 10.00',
      '  4006381333931: charged 5.00, not priced here: barcode.unknown',
      '0 baskets equal, 1 differ, 0 unreadable',
      'lines that differ: barcode.unknown 1',
    ]);
  });

  it('that cannot be read are named by their line, and the others go on', async () => {
    const lines = ['{"basket":', basket('2', [milk('-', '1')]), basket('3', [milk('2', '10.005')]), basket('4', [milk('2', '10.00')], { store: 'elsewhere' }), basket('5', [milk('2', '10.00')])];
    expect(await compare('bad.ndjson', lines.join('\n'))).toEqual([
      expect.stringMatching(/^line 1: the line: /), expect.stringMatching(/^line 2: lines.0.quantity: /), expect.stringMatching(/^line 3: /),
      'line 4: store: headquarters has no store elsewhere', '1 baskets equal, 0 differ, 4 unreadable',
    ]);
  }); // prettier-ignore

  it('come as CSV too, a row for a line, packed or not', async () => {
    const rows = ['basket,date,store,barcode,quantity,charged', `1,2026-08-10,store-1,${MILK},2,10.00`, `1,2026-08-10,store-1,${WINE},,39.90`, `2,2026-08-10,store-1,${MILK},1,6.00`];
    const said = await compare('log.csv.gz', gzipSync(rows.join('\n')));
    expect([said[0], said.at(-2)]).toEqual(['line 4: basket 2 of store store-1, 2026-08-10T12:00: charged 6.00, here 6.21', '1 baskets equal, 1 differ, 0 unreadable']);
  }); // prettier-ignore

  it('are objects with their whole explanation for another program', async () => {
    const [text = '{}', ...rest] = await compare('json.ndjson', basket('1', [milk('2', '13.80')]), '--json');
    const found = JSON.parse(text) as { lines: { cause: string; explanation: { price: { unitPrice: string } } }[] };
    expect(rest).toEqual([]);
    expect(found).toMatchObject({ lineNumber: 1, kind: 'differs', lines: [{ cause: 'no-offer-there', charged: '13.80', here: '10.00' }] });
    expect(parseUnitPrice(found.lines[0]?.explanation.price.unitPrice ?? '')).toBe(69_000);
  });
});
