import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { businessDate, newId } from '@app/kernel';
import type { RecordBody } from '@app/protocol';
import { describeWithData } from '@app/testing';
import { parse } from 'csv-parse/sync';
import { all, readXml, textOf } from '../../../test/kit/read-poslog';
import { aHeadquarters, type TestHeadquarters } from '../../../test/kit/test-headquarters';
import { UploadingBox } from '../../../test/kit/uploading-box';
import { setUpDemoChain } from '../generated/demo-chain';
import { SalesFiles } from './sales-files';

const DAY = '2026-08-10';
const QUIET_MS = 60_000;
const whole = new AbortController().signal;

let headquarters: TestHeadquarters;
let box: UploadingBox;
let outbox: string;
let salesFiles: SalesFiles;

beforeEach(async () => {
  headquarters = await aHeadquarters();
  await setUpDemoChain(headquarters.database, headquarters.peppers);
  outbox = headquarters.folder;
  salesFiles = new SalesFiles(headquarters.database, headquarters.clock, { outbox, quietMs: QUIET_MS });
  box = await UploadingBox.enrolled(headquarters);
});
afterEach(() => headquarters.dispose());

const written = (): string[] => readdirSync(outbox).filter((name) => name.startsWith('sales-')).sort(); // prettier-ignore
const read = (name: string): string => readFileSync(join(outbox, name), 'utf8');
interface Control {
  readonly revision: number;
  readonly replacesRevision: number | null;
  readonly counts: Record<string, number>;
  readonly totals: Record<string, Record<string, string>>;
  readonly files: { name: string; sizeBytes: number; sha256: string }[];
}
const control = (revision: number): Control => JSON.parse(read(`sales-101-${DAY}-r${revision}.control.json`)) as Control;
const rows = (name: string) => parse<Record<string, string>>(read(name), { columns: true });

describe('the files of a day', () => {
  it('hold every sale in each form, and the control file says what they add up to', async () => {
    box.sell({ gross: '12.30' });
    box.sell({ gross: '-2.30' });
    box.sell({ gross: '500', currency: 'JPY' });
    box.sell({ gross: '1.00', businessDate: '2026-08-11' });
    await box.upload();
    const name = `sales-101-${DAY}-r1`;
    expect(await salesFiles.writeRange({ from: DAY, to: DAY })).toEqual([name]);
    const endings = ['control.json', 'discounts.csv', 'done', 'lines.csv', 'ndjson', 'poslog.xml', 'tenders.csv', 'transactions.csv'];
    expect(written()).toEqual(endings.map((ending) => `${name}.${ending}`));
    expect(control(1)).toMatchObject({
      replacesRevision: null,
      counts: { transactions: 3, lines: 3, tenders: 3 },
      totals: { EUR: { gross: '10.00', net: '10.00', tax: '0.00', tendered: '10.00' }, JPY: { gross: '500' } },
    });
    for (const { name: file, sizeBytes, sha256 } of control(1).files) {
      const bytes = readFileSync(join(outbox, file));
      expect({ file, sizeBytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }).toEqual({
        file,
        sizeBytes,
        sha256,
      });
    }
    expect(read(`${name}.ndjson`)).toBe(box.records.slice(0, 3).map(({ line }) => `${line}\n`).join('')); // prettier-ignore
    expect(rows(`${name}.transactions.csv`).map(({ gross, currency }) => [gross, currency])).toEqual([['12.30', 'EUR'], ['-2.30', 'EUR'], ['500', 'JPY']]); // prettier-ignore
    const log = readXml(read(`${name}.poslog.xml`));
    expect(log.attributes).toMatchObject({ MajorVersion: '6' });
    expect(all(log, 'Transaction').map((one) => [textOf(one, 'WorkstationID'), textOf(one, 'BusinessDayDate'), textOf(one, 'ExtendedAmount')])).toEqual([
      ['101-01', DAY, '12.30'], ['101-01', DAY, '-2.30'], ['101-01', DAY, '500'],
    ]); // prettier-ignore
  });

  it('hold discounts, buyer and coupons, and what was taken off adds up to the cent in every form', async () => {
    const plain = { unitPrice: '0.50', net: '0.50', tax: '0.00', gross: '0.50', returnOf: null, returnReason: null, note: null, barcode: null, priceId: null, itemTaxGroupId: null, taxes: [], giftCardNumber: null, kind: 'product', productId: 'P1', name: 'Milk', entry: 'scanned', unitId: 'pcs', quantity: '1', isWeightKeyed: false, priceSource: 'price-list', isVoided: false } as const; // prettier-ignore
    const off = (amount: string, offerId: string | null) => ({ kind: offerId === null ? 'manual-total' : 'offer', offerId, name: offerId, amount }) as const; // prettier-ignore
    const lines = [
      { ...plain, lineId: newId(), lineNumber: 1, amount: '1.00', discounts: [off('0.30', 'tenth'), off('0.20', null)] },
      { ...plain, lineId: newId(), lineNumber: 2, amount: '0.60', discounts: [off('0.10', 'tenth')] },
    ];
    const coupons = [{ couponId: 'c', code: 'TEN', offerId: 'tenth', discount: '0.40' }, { couponId: 'd', code: 'UNUSED', offerId: 'other', discount: '0.00' }]; // prettier-ignore
    const buyer = { customerId: 'C7', loyaltyCardNumber: 'L1', loyaltyTierId: null, affiliationIds: ['staff', 'club'] };
    const totals = { discount: '0.60', net: '1.00', tax: '0.00', gross: '1.00', rounding: '0.00', due: '1.00', paid: '1.00', change: '0.00', lineCount: 2, itemCount: 2 }; // prettier-ignore
    box.sell({ gross: '1.00', body: { lines, coupons, buyer, totals } as unknown as Partial<RecordBody<'sale'>> });
    box.sell({ gross: '2.00' });
    await box.upload();
    const name = `sales-101-${DAY}-r1`;
    await salesFiles.writeRange({ from: DAY, to: DAY });
    expect(control(1)).toMatchObject({ counts: { discounts: 3 }, totals: { EUR: { discount: '0.60', gross: '3.00' } } });
    expect(rows(`${name}.discounts.csv`).map(({ lineNumber, kind, offerId, couponCode, amount }) => [lineNumber, kind, offerId, couponCode, amount])).toEqual([
      ['1', 'offer', 'tenth', 'TEN', '0.30'], ['1', 'manual-total', '', '', '0.20'], ['2', 'offer', 'tenth', 'TEN', '0.10'],
    ]); // prettier-ignore
    expect(rows(`${name}.transactions.csv`).map(({ customerId, loyaltyCardNumber, affiliationIds, couponCodes, discount }) => [customerId, loyaltyCardNumber, affiliationIds, couponCodes, discount])).toEqual([
      ['C7', 'L1', 'staff club', 'TEN UNUSED', '0.60'], ['', '', '', '', '0'],
    ]); // prettier-ignore
    const log = readXml(read(`${name}.poslog.xml`));
    const cents = (element: string) => all(log, element).reduce((sum, one) => sum + Math.round(Number(one.text) * 100), 0);
    const charged = rows(`${name}.lines.csv`).reduce((sum, { gross }) => sum + Math.round(Number(gross) * 100), 0);
    expect([cents('ExtendedAmount') - cents('ExtendedDiscountAmount'), charged]).toEqual([300, 300]);
  });

  it('are written by themselves when the day is over and quiet, and again when sales come late', async () => {
    box.sell({ gross: '12.30' });
    await box.upload();
    await salesFiles.writeDue(whole);
    expect(written()).toEqual([]);
    headquarters.pass(QUIET_MS + 1);
    await salesFiles.writeDue(whole);
    expect(control(1).counts.transactions).toBe(1);
    await salesFiles.writeDue(whole);
    expect(written()).toHaveLength(8);
    box.sell({ gross: '7.70' });
    await box.upload();
    headquarters.pass(QUIET_MS + 1);
    await salesFiles.writeDue(whole);
    expect(control(2)).toMatchObject({
      revision: 2,
      replacesRevision: 1,
      counts: { transactions: 2 },
      totals: { EUR: { gross: '20.00' } },
    });
  });

  it('wait while the day is not over in the store', async () => {
    const today = businessDate(headquarters.clock.now(), 'Europe/Dublin', 240);
    box.sell({ businessDate: today });
    await box.upload();
    headquarters.pass(QUIET_MS + 1);
    await salesFiles.writeDue(whole);
    expect(written()).toEqual([]);
    headquarters.pass(86_400_000);
    await salesFiles.writeDue(whole);
    expect(written()).toHaveLength(8);
  });

  it('say the same when they are written again, also after a stop in the middle', async () => {
    box.sellMany(450);
    await box.upload();
    await salesFiles.writeRange({ channelId: '101' });
    const before = written().map((name) => [name, read(name)]);
    for (const name of written()) rmSync(join(outbox, name));
    await headquarters.database.unitOfWork.run((tx) => tx.run('UPDATE {sales_day} SET is_complete = 0'));
    headquarters.pass(5_000);
    await salesFiles.writeDue(whole);
    expect(written().map((name) => [name, read(name)])).toEqual(before);
    await salesFiles.writeRange({ channelId: '101' });
    expect(written().map((name) => [name, read(name)])).toEqual(before);
    expect(rows(`sales-101-${DAY}-r1.lines.csv`)).toHaveLength(450);
  });
});

describeWithData('naughty-strings/blns.json', 'every text', (file) => {
  it('comes back as it was given, and the files stay well-formed', async () => {
    const texts = (JSON.parse(readFileSync(file, 'utf8')) as string[]).filter((text) => text.length <= 200);
    expect(texts.length).toBeGreaterThan(400);
    const given = [...texts, '\u0000\u0001\b\u001f', 'cr\rlf\r\n', '_x0041_', '\uD800half', '\uFFFE', ' blank ', '"', ';', '='];
    for (const name of given) box.sell({ name });
    await box.upload();
    const [name] = await salesFiles.writeRange({});
    expect(rows(`${name}.lines.csv`).map((row) => row.name)).toEqual(given.map((text) => text.toWellFormed()));
    expect(all(readXml(read(`${name}.poslog.xml`)), 'Description').map(({ text }) => text)).toEqual(given);
    const lines = read(`${name}.ndjson`).split('\n').slice(0, -1);
    expect(lines.map((line) => (JSON.parse(line) as { body: { lines: { name: string }[] } }).body.lines[0]?.name)).toEqual(given);
  });
});
