import {
  acknowledge,
  adoptFork,
  findBox,
  lastRecordAt,
  saveEnrolment,
  standingAlarms,
  STORE_MIGRATIONS,
  supersedeBox,
  uploadHeadAt,
  uploadRange,
  uploadStates,
  waitingUpload,
} from '@app/channel-db';
import { newId } from '@app/kernel';
import { GENESIS } from '@app/protocol';
import { eachDatabase } from '@app/testing';
import { aJournal, aLine, anAudit, aSale, ENROLMENT, enrol, NOW } from './a-store';

const STREAM = { instanceId: ENROLMENT.instanceId, epoch: 1, fork: 0 };

eachDatabase(STORE_MIGRATIONS, (test) => {
  const journal = aJournal();
  const sell = (pieces = 2) => test.database().unitOfWork.run((tx) => journal.appendRecord(tx, aSale([aLine(pieces)])));
  beforeEach(() => enrol(test.database()));

  it('takes the same enrolment again and refuses another one over it', async () => {
    await enrol(test.database());
    await expect(enrol(test.database(), { instanceId: newId() })).rejects.toMatchObject({ code: 'box.enrolled-already' });
    await expect(test.database().unitOfWork.run((tx) => saveEnrolment(tx, { ...ENROLMENT, epoch: 2 }, NOW))).rejects.toMatchObject({
      code: 'box.enrolled-already',
    });
  });

  it('goes on under a fork with counters and receipts from one, and what it sold before still waits', async () => {
    const { unitOfWork, reader } = test.database();
    await sell();
    await sell();
    await unitOfWork.run((tx) => adoptFork(tx, 2, NOW));
    const { header, numbers } = await sell();
    expect(header.box.fork).toBe(2);
    expect(numbers).toMatchObject({ counter: 1, sequence: 3, receiptNumber: 'S1-R1-0001-F2', perpetualTotal: '600' });
    expect(await uploadHeadAt(reader, { ...STREAM, fork: 2 }, 0)).toBe(GENESIS);
    expect((await uploadStates(reader)).map(({ fork }) => fork)).toEqual([0, 2]);
    expect(await waitingUpload(reader)).toMatchObject({ sales: 3, amounts: { ILS: 600 } });
    expect(await standingAlarms(reader)).toMatchObject([{ code: 'box.fork', subject: '2' }]);
  });

  it('adopts a fork once', async () => {
    const { unitOfWork, reader } = test.database();
    await unitOfWork.run((tx) => adoptFork(tx, 1, NOW));
    await sell();
    await unitOfWork.run((tx) => adoptFork(tx, 1, NOW));
    expect((await findBox(reader))?.lastCounter).toBe(1);
  });

  it('sells nothing once another box took over, and its backlog stays to be taken', async () => {
    const { unitOfWork, reader } = test.database();
    await sell();
    await unitOfWork.run((tx) => supersedeBox(tx, NOW));
    await expect(sell()).rejects.toMatchObject({ code: 'box.superseded' });
    expect(await uploadRange(reader, STREAM, 0, 10)).toHaveLength(1);
  });

  it('says what waits, per currency, until it was acknowledged', async () => {
    const { unitOfWork, reader } = test.database();
    await sell(1);
    await sell(2);
    await unitOfWork.run((tx) => journal.appendRecord(tx, anAudit()));
    expect(await waitingUpload(reader)).toEqual({ records: 3, sales: 2, amounts: { ILS: 300 }, oldestAt: NOW });
    const head = (await uploadHeadAt(reader, STREAM, 1)) ?? '';
    await unitOfWork.run((tx) => acknowledge(tx, STREAM, { counter: 1, head, at: NOW }));
    expect(await waitingUpload(reader)).toEqual({ records: 2, sales: 1, amounts: { ILS: 200 }, oldestAt: NOW });
  });

  it('never goes back behind what was acknowledged', async () => {
    const { unitOfWork, reader } = test.database();
    await sell();
    await unitOfWork.run((tx) => acknowledge(tx, STREAM, { counter: 1, head: 'a'.repeat(64), at: NOW }));
    await unitOfWork.run((tx) => acknowledge(tx, STREAM, { counter: 0, head: GENESIS, at: NOW }));
    expect((await uploadStates(reader))[0]).toMatchObject({ acknowledgedCounter: 1, acknowledgedHead: 'a'.repeat(64) });
  });

  it('knows when it last wrote', async () => {
    const { unitOfWork, reader } = test.database();
    expect(await lastRecordAt(reader)).toBeUndefined();
    await sell();
    await unitOfWork.run((tx) => aJournal({ clock: { now: () => NOW + 5 } }).appendRecord(tx, aSale()));
    expect(await lastRecordAt(reader)).toBe(NOW + 5);
  });

  it('ends a range of records before a gap', async () => {
    const { unitOfWork, reader } = test.database();
    for (let i = 0; i < 5; i += 1) await sell();
    await unitOfWork.run((tx) => tx.run('DELETE FROM {record} WHERE counter = 3'));
    expect((await uploadRange(reader, STREAM, 0, 10)).map(({ counter }) => counter)).toEqual([1, 2]);
    expect(await uploadRange(reader, STREAM, 2, 10)).toEqual([]);
    expect((await uploadRange(reader, STREAM, 3, 1)).map(({ counter }) => counter)).toEqual([4]);
  });
});
