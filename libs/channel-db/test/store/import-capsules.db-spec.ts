import {
  acknowledge,
  activeSessions,
  beginSession,
  findBox,
  headsOf,
  missingOf,
  presentAcknowledged,
  presentHeads,
  saveEnrolment,
  standingAlarms,
  STORE_MIGRATIONS,
  STORE_TABLES,
  uploadRange,
  uploadStates,
  claimOrder,
  openOrdersOf,
  type AppendedRecord,
  type AppendRequest,
} from '@app/channel-db';
import type { Database } from '@app/database';
import { newId } from '@app/kernel';
import { headAfter, GENESIS, type Capsule } from '@app/protocol';
import { eachDatabase } from '@app/testing';
import {
  aCashMovement, aJournal, aLine, anAudit, anOrder, aReturnOf, aSale, aShiftClose, aShiftOpen, CHANNEL, ENROLMENT, enrol, headOf, NOW, verifier,
} from './a-store'; // prettier-ignore

/** What an import writes anew from the bytes: the journal and every projection. */
const PROJECTED = [
  'record', 'sale', 'sale_line', 'sale_tender', 'sale_tax', 'sale_reduction', 'shift', 'cash_movement', 'chain_head', 'customer_order', 'customer_order_line',
]; // prettier-ignore
const STREAM = { instanceId: ENROLMENT.instanceId, epoch: 1, fork: 0 };

eachDatabase(STORE_MIGRATIONS, (test) => {
  const journal = aJournal();
  const append = (request: AppendRequest): Promise<AppendedRecord> =>
    test.database().unitOfWork.run((tx) => journal.appendRecord(tx, request));
  const post = (capsules: readonly Capsule[]) => test.database().unitOfWork.run((tx) => journal.importCapsules(tx, capsules, verifier));
  const present = (records: readonly AppendedRecord[]) =>
    test.database().unitOfWork.run((tx) => presentHeads(tx, { deviceId: newId(), heads: records.map(headOf) }, NOW));
  const state = async () => (await findBox(test.database().reader))?.state;

  /** The box loses everything and is set up again with the same identity: an older copy, seen from its registers. */
  const forget = async (identity: Partial<typeof ENROLMENT> = {}): Promise<void> => {
    await test.database().unitOfWork.run(async (tx) => {
      for (const { name } of STORE_TABLES) await tx.run(`DELETE FROM {${name}}`);
      await saveEnrolment(tx, { ...ENROLMENT, ...identity }, NOW);
    });
  };
  beforeEach(() => enrol(test.database()));

  /** One day: two shifts after each other, sales, a return, cash, an audit event. */
  const aDay = async (): Promise<AppendedRecord[]> => {
    const [shift, next, line] = [newId(), newId(), aLine(3)];
    const records = [await append(aShiftOpen(shift)), await append(aSale([line], { shiftId: shift }))];
    const sold = records[1]?.header.recordId ?? '';
    const requests = [
      aCashMovement(shift, '20.00'), aSale([aReturnOf(sold, line.lineId, 2)], { shiftId: shift }), anAudit(), aShiftClose(shift),
      aShiftOpen(next), aSale([aLine(1)], { shiftId: next, registerId: 'r2' }),
    ]; // prettier-ignore
    for (const request of requests) records.push(await append(request));
    return records;
  };

  it.each([
    ['in their order', (capsules: Capsule[]) => [capsules]],
    ['backwards, one at a time', (capsules: Capsule[]) => capsules.toReversed().map((capsule) => [capsule])],
    ['odd ones first', (capsules: Capsule[]) => [capsules.filter((_, i) => i % 2), capsules.filter((_, i) => i % 2 === 0)]],
  ])('writes from capsules, posted %s, the same rows as the sale did', async (_, postings) => {
    const records = await aDay();
    const before = await contentOf(test.database());
    await forget();
    await present(records.slice(-1));
    for (const capsules of postings(records.map(({ capsule }) => capsule))) await post(capsules);
    expect(await contentOf(test.database())).toEqual(before);
    expect(await state()).toBe('ready');
  });

  it.each([
    ['in their order', (capsules: Capsule[]) => capsules],
    ['backwards', (capsules: Capsule[]) => capsules.toReversed()],
  ])('knows from capsules, posted %s, what of customer orders waits', async (_, posted) => {
    const [half, whole] = [anOrder(4), anOrder(2)];
    const records = [await append(half.placed), await append(whole.placed)];
    const claimed = async (request: AppendRequest, orderId: string): Promise<void> => {
      expect(await test.database().unitOfWork.run((tx) => claimOrder(tx, orderId, 1))).toBe(true);
      records.push(await append(request));
    };
    await claimed(half.handedOver(3), half.orderId);
    await claimed(whole.cancelled(2), whole.orderId);
    const before = await contentOf(test.database());
    expect(await openOrdersOf(test.database().reader, CHANNEL.channelId, { limit: 10, after: null })).toMatchObject([
      { orderId: half.orderId, depositLeft: 0, revision: 2, isOpen: true },
    ]);
    await expect(append(half.handedOver(2))).rejects.toMatchObject({ code: 'order.changed' });
    await forget();
    await present(records.slice(-1));
    for (const capsule of posted(records.map((record) => record.capsule))) await post([capsule]);
    expect(await contentOf(test.database())).toEqual(before);
  });

  it('numbers nothing while registers hold more, and goes on behind what they posted', async () => {
    const records = await aDay();
    await forget();
    expect(await present(records.slice(-1))).toMatchObject({ heads: [{ registerId: 'r2', type: 'sale', sequence: 1 }] });
    await expect(append(aSale())).rejects.toMatchObject({ code: 'box.behind-registers' });
    await post(records.map(({ capsule }) => capsule));
    const next = await append(aSale());
    expect(next.numbers).toMatchObject({ counter: 9, sequence: 3, receiptNumber: 'S1-R1-0003', perpetualTotal: '300' });
    const range = await uploadRange(test.database().reader, STREAM, 0, 100);
    const digests = [...records, next].map(({ capsule }) => capsule.digest);
    expect(range.map(({ digest }) => digest)).toEqual(digests);
    expect(range.at(-1)?.uploadHead).toBe(headAfter(GENESIS, digests));
  });

  it('names the counters that are still missing, and an alarm stands until they are here', async () => {
    const records = await aDay();
    await forget();
    await present(records.slice(-1));
    await post([records[0], records[3], records[7]].flatMap((record) => record?.capsule ?? []));
    expect(await missingOf(test.database().reader)).toEqual({ heads: [], counters: [2, 3, 5, 6, 7], devices: [] });
    expect(await standingAlarms(test.database().reader)).toMatchObject([{ code: 'box.behind' }]);
    await post(records.map(({ capsule }) => capsule));
    expect(await missingOf(test.database().reader)).toEqual({ heads: [], counters: [], devices: [] });
    expect(await standingAlarms(test.database().reader)).toEqual([]);
  });

  it('does not miss what headquarters has: acknowledged counters need not be here', async () => {
    const records = await aDay();
    const head = headAfter(GENESIS, records.slice(0, 7).map(({ capsule }) => capsule.digest)); // prettier-ignore
    await forget();
    await test.database().unitOfWork.run((tx) => acknowledge(tx, STREAM, { counter: 7, head, at: NOW }));
    await present(records.slice(-1));
    await post(records.slice(-1).map(({ capsule }) => capsule));
    expect(await state()).toBe('ready');
    const range = await uploadRange(test.database().reader, STREAM, 7, 10);
    expect(range[0]?.uploadHead).toBe(headAfter(head, [records[7]?.capsule.digest ?? '']));
  });

  it('goes on behind what headquarters acknowledged beyond its own memory, and everybody logs on anew', async () => {
    await aDay();
    const { unitOfWork, reader } = test.database();
    const session = { sessionId: newId(), deviceId: newId(), channelId: 'store-1', registerId: 'r1', staffId: 'w1' };
    await unitOfWork.run((tx) => beginSession(tx, session, 'a'.repeat(64), NOW));
    const learn = (counter: number, head: string) =>
      unitOfWork.run(async (tx) => {
        await acknowledge(tx, STREAM, { counter, head, at: NOW });
        return presentAcknowledged(tx, { counter, head }, NOW);
      });
    await learn(8, (await findBox(reader))?.lastHead ?? '');
    expect(await activeSessions(reader)).toHaveLength(1);
    expect(await learn(10, 'b'.repeat(64))).toEqual({ heads: [], counters: [], devices: [] });
    expect(await activeSessions(reader)).toEqual([]);
    expect(await standingAlarms(reader)).toMatchObject([{ code: 'box.older-copy' }]);
    expect((await append(aSale() as AppendRequest)).numbers.counter).toBe(11);
    const [next] = await uploadRange(reader, STREAM, 10, 1);
    expect(next?.uploadHead).toBe(headAfter('b'.repeat(64), [next?.digest ?? '']));
  });

  it('takes the same capsule twice as one', async () => {
    const capsules = (await aDay()).map(({ capsule }) => capsule);
    const before = await contentOf(test.database());
    expect(await post([...capsules, ...capsules])).toMatchObject({ imported: [], conflicts: [] });
    expect(await contentOf(test.database())).toEqual(before);
  });

  it('keeps both when one id comes with other bytes, and overwrites neither', async () => {
    const recordId = newId();
    const other = await append(aSale([aLine(9)], { recordId }));
    await forget();
    const mine = await append(aSale([aLine(1)], { recordId }));
    const before = await contentOf(test.database());
    expect(await post([other.capsule])).toEqual({
      imported: [], known: [], conflicts: [{ digest: other.capsule.digest, kind: 'other-digest' }],
    }); // prettier-ignore
    expect(await contentOf(test.database())).toEqual(before);
    const aside = await test.database().reader.query<{ capsule: string }>('SELECT capsule FROM {record_conflict}');
    expect(aside.map(({ capsule }) => JSON.parse(capsule) as Capsule)).toEqual([other.capsule]);
    expect(await standingAlarms(test.database().reader)).toMatchObject([{ code: 'capsule.conflict', subject: recordId }]);
    expect(mine.capsule.digest).not.toBe(other.capsule.digest);
  });

  it('puts aside what took a counter that is taken, and knows the head of it from then on', async () => {
    const theirs = await append(aSale());
    await forget();
    await append(aSale());
    expect((await present([theirs])).heads).toHaveLength(1);
    expect(await post([theirs.capsule])).toMatchObject({ conflicts: [{ kind: 'other-counter' }] });
    expect(await state()).toBe('ready');
  });

  it('puts aside what was changed on the way', async () => {
    const { capsule } = await append(aSale());
    await forget();
    const signedByAnother = { ...capsule, signature: Buffer.alloc(64).toString('base64') };
    expect(await post([signedByAnother])).toMatchObject({ conflicts: [{ kind: 'bad-signature' }] });
    expect(await post([{ ...capsule, record: capsule.record.replace('Milk', 'Wine') }])).toMatchObject({
      conflicts: [{ kind: 'unreadable' }],
    });
    expect((await post([capsule])).imported).toHaveLength(1);
  });

  it('takes what an earlier box of the store left with its registers, uploads it under that history, and goes on in its own', async () => {
    const records = await aDay();
    const instanceId = newId();
    await forget({ instanceId, epoch: 2 });
    await present(records.slice(-1));
    await post(records.map(({ capsule }) => capsule));
    expect((await uploadStates(test.database().reader)).map(({ epoch }) => epoch)).toEqual([1, 2]);
    expect(await uploadRange(test.database().reader, STREAM, 0, 100)).toHaveLength(8);
    const next = await append(aSale());
    expect(next.header).toMatchObject({ counter: 1, sequence: 3, box: { instanceId, epoch: 2 } });
    expect(next.numbers.receiptNumber).toBe('S1-R1-0003');
  });

  it('sells on without records nobody holds any more, says so in a record for each, and puts the true one aside when it turns up', async () => {
    const records = await aDay();
    await forget();
    await present(records.slice(-1));
    await post([records[0], records[3]].flatMap((record) => record?.capsule ?? []));
    const decision = { staffId: 'manager', businessAt: NOW, catalogVersion: 7 };
    const lost = await test.database().unitOfWork.run((tx) => journal.declareLost(tx, decision));
    expect(lost.map(({ header }) => header.counter)).toEqual([2, 3]);
    expect(await state()).toBe('ready');
    const next = await append(aSale([aLine(1)], { registerId: 'r2' }));
    expect(next.header).toMatchObject({ counter: 5, sequence: 2, previousDigest: records[7]?.capsule.digest });
    expect(next.numbers.receiptNumber).toBe('S1-R1-0002');
    const range = await uploadRange(test.database().reader, STREAM, 0, 10);
    expect(range.at(-1)?.uploadHead).toBe(headAfter(GENESIS, range.map(({ digest }) => digest))); // prettier-ignore
    const found = records[1]?.capsule;
    expect(await post(found ? [found] : [])).toMatchObject({ conflicts: [{ kind: 'other-counter' }] });
  });

  it('shows a register the heads it may go on from', async () => {
    const records = await aDay();
    const heads = await headsOf(test.database().reader, CHANNEL.channelId, 'r2');
    expect(heads).toEqual(records.slice(-1).map(headOf));
  });
});

async function contentOf({ reader }: Database): Promise<Record<string, unknown[]>> {
  const content: Record<string, unknown[]> = {};
  for (const table of STORE_TABLES.filter(({ name }) => PROJECTED.includes(name))) {
    content[table.name] = await reader.query(`SELECT * FROM {${table.name}} ORDER BY ${table.primaryKey.join(', ')}`);
  }
  return content;
}
