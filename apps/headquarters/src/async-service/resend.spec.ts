import { newId } from '@app/kernel';
import { TestBox } from '../../test/kit/test-box';
import { aHeadquarters, type TestHeadquarters } from '../../test/kit/test-headquarters';
import { listAlarms } from '../sales/alarms';
import { findRecords } from '../sales/find-records';
import { salesTotals } from '../sales/totals';
import { proveRecords } from './prove-records';
import { rangeDigests } from './range-digests';
import { Resends } from './resend';
import { listUploadSessions } from './upload-sessions';
import { Uploads } from './uploads';

let headquarters: TestHeadquarters;
let box: TestBox;

beforeAll(async () => {
  headquarters = await aHeadquarters();
});
afterAll(() => headquarters.dispose());

/** A box of which headquarters acknowledged ten sales in batches of four, four and two. */
beforeEach(async () => {
  box = new TestBox(newId());
  const { instanceId, channelDatabaseId, epoch, boxKey, consoleKey } = box.enrolled;
  await headquarters.database.unitOfWork.run((tx) =>
    tx.run(
      `INSERT INTO {box} (instance_id, channel_database_id, epoch, state, box_key, console_key, software_version, enrolled_at) VALUES (?, ?, ?, 'active', ?, ?, '', 0)`,
      [instanceId, channelDatabaseId, epoch, boxKey, consoleKey],
    ),
  );
  box.sellMany(10);
  const uploads = new Uploads(headquarters.database, headquarters.clock);
  for (const [from, to] of [[1, 4], [5, 8], [9, 10]] as const) await uploads.take(box.enrolled, box.batch(from, to)); // prettier-ignore
});

const resend = (counters: readonly number[]) =>
  new Resends(headquarters.database, headquarters.clock).take(box.enrolled, box.resend(counters));
const lose = (...counters: number[]): Promise<unknown> =>
  headquarters.database.unitOfWork.run((tx) =>
    tx.run('DELETE FROM {record} WHERE instance_id = ? AND counter IN (SELECT value FROM json_each(?))', [
      box.instanceId,
      JSON.stringify(counters),
    ]),
  );
const held = async () => {
  const { records } = await findRecords(
    headquarters.database.reader,
    { channelDatabaseId: box.channelDatabaseId },
    { limit: 100, after: 0 },
  );
  return records.map(({ counter }) => counter).sort((a, b) => a - b);
};
const all = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const alarms = async () =>
  (await listAlarms(headquarters.database.reader, { includeAcknowledged: false })).filter(
    ({ channelDatabaseId }) => channelDatabaseId === box.channelDatabaseId,
  );
const prove = () =>
  proveRecords(headquarters.database, { box: box.identity, records: box.records.map((_, index) => box.named(index + 1)) }, 1_000);

it('a record that is gone is named by its receipt, in the proof and in an alarm, and is held again when it was sent again', async () => {
  await lose(6);
  expect(await prove()).toEqual({ held: 9, missing: [6], different: [] });
  expect(await alarms()).toMatchObject([
    { kind: 'record.missing', details: { receiptNumber: box.named(6).receiptNumber, restoredAt: null } },
  ]);
  expect(await resend([6])).toEqual({ accepted: [6], refused: [] });
  expect(await prove()).toEqual({ held: 10, missing: [], different: [] });
  expect(await alarms()).toMatchObject([{ kind: 'record.missing', details: { counter: 6, restoredAt: expect.any(Number) as number } }]);
  expect(await salesTotals(headquarters.database.reader, { channelDatabaseId: box.channelDatabaseId })).toMatchObject([
    { count: 10, gross: '6000' },
  ]);
  expect(await resend([6])).toEqual({ accepted: [6], refused: [] });
  expect(await held()).toEqual(all);
});

it('records of several batches are taken where all that is missing of a batch came', async () => {
  await lose(2, 3, 6, 7);
  expect(await resend([2, 3, 6])).toEqual({ accepted: [2, 3], refused: [{ counter: 6, reason: 'incomplete' }] });
  expect(await resend([6, 7])).toEqual({ accepted: [6, 7], refused: [] });
  expect(await held()).toEqual(all);
  const { reader } = headquarters.database;
  const sessions = await listUploadSessions(reader, { channelDatabaseId: box.channelDatabaseId, outcome: 'resent' }, { limit: 10 });
  expect(sessions.map(({ fromCounter, toCounter, sums }) => [fromCounter, toCounter, sums])).toEqual([
    [6, 7, { EUR: '1400' }],
    [2, 3, { EUR: '600' }],
  ]);
});

it('another record in its place is refused, and so is one that was never acknowledged', async () => {
  await lose(5);
  const other = box.clone();
  other.sell({ gross: '99.00' });
  other.records[4] = other.records.at(-1) ?? { line: '', signature: null };
  const forged = other.resend([5]);
  expect(await new Resends(headquarters.database, headquarters.clock).take(box.enrolled, forged)).toEqual({
    accepted: [],
    refused: [{ counter: 5, reason: 'not-of-the-chain' }],
  });
  box.sell();
  expect(await resend([5, 11])).toEqual({ accepted: [5], refused: [{ counter: 11, reason: 'not-acknowledged' }] });
});

it('what is held with another content stays as it is, is named, and does not keep others from coming back', async () => {
  await headquarters.database.unitOfWork.run((tx) =>
    tx.run(`UPDATE {record} SET digest = ? WHERE instance_id = ? AND counter = 6`, ['a'.repeat(64), box.instanceId]),
  );
  await lose(7);
  expect(await prove()).toEqual({ held: 8, missing: [7], different: [6] });
  expect((await alarms()).map(({ kind }) => kind).sort()).toEqual(['record.different', 'record.missing']);
  expect(await resend([6, 7])).toEqual({ accepted: [7], refused: [{ counter: 6, reason: 'different' }] });
  expect(await prove()).toMatchObject({ missing: [], different: [6] });
});

it('what was acknowledged before batches were noted is believed by the whole line', async () => {
  await headquarters.database.unitOfWork.run((tx) => tx.run('DELETE FROM {upload_session} WHERE instance_id = ?', [box.instanceId]));
  await lose(1, 8);
  expect(await resend([1])).toMatchObject({ refused: [{ counter: 1, reason: 'incomplete' }] });
  expect(await resend([1, 8])).toEqual({ accepted: [1, 8], refused: [] });
});

it('ranges tell where something is missing without naming every record', async () => {
  const ranges = [{ fromCounter: 1, toCounter: 5 }, { fromCounter: 6, toCounter: 10 }]; // prettier-ignore
  const before = await rangeDigests(headquarters.database.reader, { box: box.identity, ranges });
  await lose(9);
  const after = await rangeDigests(headquarters.database.reader, { box: box.identity, ranges });
  expect(after.ranges[0]).toEqual(before.ranges[0]);
  expect(before.ranges[1]).toMatchObject({ count: 5 });
  expect(after.ranges[1]).toMatchObject({ count: 4 });
  expect(after.ranges[1]?.digest).not.toBe(before.ranges[1]?.digest);
});

it("a register's own chain is looked at: a gap and a number given twice name the receipt, and both records are kept", async () => {
  const uploads = new Uploads(headquarters.database, headquarters.clock);
  box.skipNumber();
  box.sell();
  await uploads.take(box.enrolled, box.batch(11, 11));
  expect(await alarms()).toMatchObject([
    { kind: 'register.chain-broken', details: { reason: 'predecessor-missing', receiptNumber: box.named(11).receiptNumber, sequence: 12 } },
  ]);
  box.repeatNumber();
  box.sell();
  await uploads.take(box.enrolled, box.batch(12, 12));
  expect((await alarms())[0]).toMatchObject({ details: { reason: 'number-twice', sequence: 12 } });
  expect(await held()).toEqual([...all, 11, 12]);
});
