import { newId } from '@app/kernel';
import { MILK } from '@app/testing';
import { verifyJournal, type JournalReport } from '../src/journal/verify-journal';
import { openTestUnit, type TestUnit } from './a-unit';

jest.setTimeout(60_000);

let unit: TestUnit;
beforeAll(async () => {
  unit = await openTestUnit();
  const register = await unit.register();
  await register.post('/api/v1/shifts', { shiftId: newId(), float: '100.00' });
  for (let sale = 0; sale < 5; sale += 1) {
    const tenders = [{ tenderId: newId(), tenderTypeId: 'cash', amount: '10.00' }];
    const sold = await register.post('/api/v1/sales', { transactionId: newId(), lines: [{ lineId: newId(), barcode: MILK }], tenders });
    expect(sold.status).toBe(201);
  }
});
afterAll(() => unit.close());

const verify = (): Promise<JournalReport> => verifyJournal(unit.parts.store.reader, unit.parts.boxKey);

/** Changes the file as somebody with the disk in his hands would, verifies, and puts it back. */
async function after(change: string, undo: string): Promise<JournalReport> {
  const run = (sql: string) => unit.parts.store.unitOfWork.run((tx) => tx.run(sql));
  await run(change);
  const report = await verify();
  await run(undo);
  return report;
}

describe('the journal', () => {
  it('is confirmed whole when nobody has touched it', async () => {
    const report = await verify();
    expect(report).toMatchObject({ unconfirmed: 0, faults: [] });
    expect(report.records).toBeGreaterThan(5);
    expect(report.confirmed).toBe(report.records);
  });

  it('shows a changed amount, a record that was cut out, and one that was cut off', async () => {
    const { records } = await verify();
    const inSale = `WHERE counter = ${records - 1}`;
    const price = await after(
      `UPDATE {record} SET bytes = REPLACE(bytes, '6.93', '1.93') ${inSale}`,
      `UPDATE {record} SET bytes = REPLACE(bytes, '1.93', '6.93') ${inSale}`,
    );
    expect(price.faults.join()).toMatch(/bytes are not the ones that were digested.*signature is wrong/);

    const cut = (counter: number) =>
      after(`UPDATE {record} SET counter = -1 WHERE counter = ${counter}`, `UPDATE {record} SET counter = ${counter} WHERE counter = -1`);
    expect((await cut(records - 1)).faults).toEqual([`after counter ${records - 2}: records up to ${records} are missing`]);
    expect((await cut(records)).faults).toEqual([`after counter ${records - 1}: records up to ${records} are missing`]);
    expect((await verify()).faults).toEqual([]);
  });
});
