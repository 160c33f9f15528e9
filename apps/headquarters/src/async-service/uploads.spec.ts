import fc from 'fast-check';
import type { UploadAnswer } from '@app/protocol';
import { newId } from '@app/kernel';
import { TestBox } from '../../test/kit/test-box';
import { aHeadquarters, type TestHeadquarters } from '../../test/kit/test-headquarters';
import { listAlarms } from '../sales/alarms';
import { findRecords } from '../sales/find-records';
import { salesTotals } from '../sales/totals';
import { Uploads } from './uploads';

let headquarters: TestHeadquarters;
let uploads: Uploads;

beforeAll(async () => {
  headquarters = await aHeadquarters();
  uploads = new Uploads(headquarters.database, headquarters.clock);
});
afterAll(() => headquarters.dispose());

/** A box of a channel database nobody else uses, already enrolled. */
async function anEnrolledBox(): Promise<TestBox> {
  const box = new TestBox(newId());
  const { instanceId, channelDatabaseId, epoch, boxKey, consoleKey } = box.enrolled;
  await headquarters.database.unitOfWork.run((tx) =>
    tx.run(
      `INSERT INTO {box} (instance_id, channel_database_id, epoch, state, box_key, console_key, software_version, enrolled_at) VALUES (?, ?, ?, 'active', ?, ?, '', 0)`,
      [instanceId, channelDatabaseId, epoch, boxKey, consoleKey],
    ),
  );
  return box;
}

const take = (box: TestBox, body: Buffer): Promise<UploadAnswer> => uploads.take(box.enrolled, body);
const recordsOf = async ({ channelDatabaseId }: TestBox) =>
  (await findRecords(headquarters.database.reader, { channelDatabaseId }, { limit: 1_000, after: 0 })).records;
const alarmsOf = async ({ channelDatabaseId }: TestBox) =>
  (await listAlarms(headquarters.database.reader, { includeAcknowledged: true })).filter(
    (alarm) => alarm.channelDatabaseId === channelDatabaseId,
  );
const countedOf = async ({ channelDatabaseId }: TestBox) => salesTotals(headquarters.database.reader, { channelDatabaseId });

describe('an upload', () => {
  it('is accepted with count, sums and head when it follows the acknowledged head', async () => {
    const box = await anEnrolledBox();
    box.sellMany(3);
    expect(await take(box, box.batch())).toEqual({
      result: 'accepted',
      acknowledgedCounter: 3,
      head: box.headAt(3),
      count: 3,
      sums: { EUR: '750' },
    });
    box.sellMany(2);
    expect(await take(box, box.batch(4, 5))).toMatchObject({ result: 'accepted', acknowledgedCounter: 5, head: box.headAt(5) });
    expect(await countedOf(box)).toMatchObject([{ channelId: '101', businessDate: '2026-08-10', count: 5, gross: '1150' }]);
  });

  it('keeps every byte of a record', async () => {
    const box = await anEnrolledBox();
    const transactionId = box.sell();
    await take(box, box.batch());
    const kept = await headquarters.database.reader.first<{ bytes: string }>('SELECT bytes FROM {record} WHERE record_id = ?', [
      transactionId,
    ]);
    expect(kept?.bytes).toBe(box.records[0]?.line);
  });

  it('is accepted again when its answer was lost, alone or grown', async () => {
    const box = await anEnrolledBox();
    box.sellMany(4);
    const first = await take(box, box.batch());
    expect(await take(box, box.batch())).toEqual(first);
    box.sellMany(3);
    expect(await take(box, box.batch(2, 7))).toMatchObject({ result: 'accepted', acknowledgedCounter: 7 });
    expect(await recordsOf(box)).toHaveLength(7);
  });

  it('takes nothing when records before it are missing', async () => {
    const box = await anEnrolledBox();
    box.sellMany(6);
    await take(box, box.batch(1, 2));
    expect(await take(box, box.batch(5, 6))).toEqual({ result: 'gap', acknowledgedCounter: 2, head: box.headAt(2) });
    expect(await recordsOf(box)).toHaveLength(2);
  });

  it.each([
    ['upload.head-wrong', { head: 'a'.repeat(64) }],
    ['upload.incomplete', { count: 5 }],
    ['upload.incomplete', { toCounter: 9 }],
    ['upload.sums-wrong', { sums: { EUR: '1' } }],
    ['upload.sums-wrong', { sums: {} }],
  ])('is refused with %s when %j is not what its records say', async (code, change) => {
    const box = await anEnrolledBox();
    box.sellMany(2);
    await expect(take(box, box.batch(1, 2, change))).rejects.toMatchObject({ code });
    expect(await recordsOf(box)).toHaveLength(0);
  });

  it.each([
    ['no lines', ''],
    ['no JSON', 'hello\nworld\n'],
    ['a torn batch', '{"protocol":1}'],
  ])('is refused when it is %s', async (_, text) => {
    await expect(take(await anEnrolledBox(), Buffer.from(text))).rejects.toMatchObject({ code: 'upload.malformed' });
  });

  it('is refused when it is of another channel database', async () => {
    const [box, other] = [await anEnrolledBox(), await anEnrolledBox()];
    box.sell();
    await expect(take(other, box.batch())).rejects.toMatchObject({ code: 'upload.other-box' });
  });
});

describe('a record', () => {
  it('counts without a signature, and is quarantined with a wrong one', async () => {
    const box = await anEnrolledBox();
    box.sellMany(3);
    box.records = box.records.map(
      (record, index) =>
        [{ ...record, signature: null }, { ...record, signature: box.batch().toString('base64').slice(0, 88) }, record][index] ?? record,
    );
    expect(await take(box, box.batch())).toMatchObject({ result: 'accepted', acknowledgedCounter: 3 });
    expect(await recordsOf(box)).toMatchObject([
      { state: 'held', reason: 'unsigned' },
      { state: 'quarantined', reason: 'wrong-signature' },
      { state: 'held', reason: null },
    ]);
    expect(await alarmsOf(box)).toMatchObject([{ kind: 'record.quarantined' }]);
  });

  it('that cannot be read delays nothing', async () => {
    const box = await anEnrolledBox();
    box.sellMany(2);
    const unreadable = { line: '{"protocol":1,"type":"sale","body":{"currency":"EUR","totals":{"gross":"0.00"}}}', signature: null };
    box.records = [...box.records, unreadable];
    box.sell();
    expect(await take(box, box.batch())).toMatchObject({ result: 'accepted', acknowledgedCounter: 4 });
    expect((await recordsOf(box)).map(({ state }) => state)).toEqual(['held', 'held', 'quarantined', 'held']);
  });

  it('with a known id and other content is kept beside the first, not counted, and alarmed', async () => {
    const box = await anEnrolledBox();
    const transactionId = box.sell({ gross: '5.00' });
    box.sell({ transactionId, gross: '6.00' });
    await take(box, box.batch());
    expect(await recordsOf(box)).toMatchObject([{ state: 'held' }, { state: 'quarantined', reason: 'other-content' }]);
    expect(await countedOf(box)).toMatchObject([{ count: 1, gross: '500' }]);
    expect(await alarmsOf(box)).toMatchObject([{ kind: 'record.conflict' }]);
  });
});

describe('a fork', () => {
  async function aForkedPair() {
    const box = await anEnrolledBox();
    box.sellMany(3);
    await take(box, box.batch());
    const copy = box.clone();
    box.sellMany(2);
    copy.sellMany(4);
    await take(box, box.batch(4, 5));
    return { box, copy };
  }

  it('is named, stored whole and alarmed; nothing is dropped', async () => {
    const { box, copy } = await aForkedPair();
    expect(await take(copy, copy.batch(4, 6))).toEqual({ result: 'fork', fork: 1, acknowledgedCounter: 6, head: copy.headAt(6) });
    expect(await take(copy, copy.batch(7, 7))).toEqual({ result: 'fork', fork: 1, acknowledgedCounter: 7, head: copy.headAt(7) });
    expect(await recordsOf(box)).toHaveLength(9);
    expect(await countedOf(box)).toMatchObject([{ count: 9 }]);
    expect(await alarmsOf(box)).toMatchObject([{ kind: 'upload.fork', details: { fork: 1, afterCounter: 3 } }]);
  });

  it('keeps its number when its answer was lost, and the first line goes on', async () => {
    const { box, copy } = await aForkedPair();
    const first = await take(copy, copy.batch(4, 7));
    expect(await take(copy, copy.batch(4, 7))).toEqual(first);
    box.sell();
    expect(await take(box, box.batch(6, 6))).toMatchObject({ result: 'accepted', acknowledgedCounter: 6 });
  });

  it('is found also in a batch that begins with records both have', async () => {
    const { box, copy } = await aForkedPair();
    expect(await take(copy, copy.batch(2, 7))).toMatchObject({ result: 'fork', fork: 1, acknowledgedCounter: 7 });
    expect(await recordsOf(box)).toHaveLength(9);
  });

  it('goes on as a line of its own', async () => {
    const { copy } = await aForkedPair();
    await take(copy, copy.batch(4, 7));
    copy.goOnAs(1);
    copy.sellMany(2);
    expect(await take(copy, copy.batch())).toMatchObject({ result: 'accepted', acknowledgedCounter: 2 });
  });

  it('of a fork is told apart from both, and its retry too', async () => {
    const { box, copy } = await aForkedPair();
    const third = copy.clone();
    copy.sell();
    third.sell();
    await take(copy, copy.batch(4, 8));
    const answer = { result: 'fork', fork: 2, acknowledgedCounter: 8, head: third.headAt(8) };
    expect(await take(third, third.batch(4, 8))).toEqual(answer);
    expect(await take(third, third.batch(4, 8))).toEqual(answer);
    expect((await recordsOf(box)).map(({ branch, counter }) => `${branch}:${counter}`).slice(5)).toEqual([
      '1:4',
      '1:5',
      '1:6',
      '1:7',
      '1:8',
      '2:8',
    ]);
    expect(await alarmsOf(box)).toHaveLength(2);
  });

  it('counts a sale once that both copies finished, and keeps both', async () => {
    const box = await anEnrolledBox();
    box.sell();
    const copy = box.clone();
    const transactionId = box.sell({ gross: '7.00' });
    copy.sell({ transactionId, gross: '7.00' });
    await take(box, box.batch());
    await take(copy, copy.batch());
    expect(await countedOf(box)).toMatchObject([{ count: 2, gross: '1700' }]);
    expect((await recordsOf(box)).map(({ state }) => state)).toEqual(['held', 'held', 'quarantined']);
  });
});

describe('however a line is cut into batches, and whichever answers are lost', () => {
  it('every record is held once, in order, and the head is the chain of all', async () => {
    const step = fc.record({
      grow: fc.integer({ min: 0, max: 4 }),
      back: fc.integer({ min: 0, max: 3 }),
      size: fc.integer({ min: 1, max: 6 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const box = await anEnrolledBox();
        let acknowledged = 0;
        for (const { grow, back, size } of [...steps, { grow: 1, back: 0, size: 100 }]) {
          box.sellMany(grow);
          const from = Math.max(1, acknowledged + 1 - back);
          const to = Math.min(box.records.length, from + size);
          if (to < from) continue;
          const answer = await take(box, box.batch(from, to));
          expect(answer.result).toBe('accepted');
          acknowledged = answer.acknowledgedCounter;
        }
        expect((await recordsOf(box)).map(({ counter, state }) => `${counter} ${state}`)).toEqual(
          box.records.map((_, index) => `${index + 1} held`),
        );
        expect(acknowledged).toBe(box.records.length);
      }),
      { numRuns: 10, seed: 2 },
    );
  });
});
