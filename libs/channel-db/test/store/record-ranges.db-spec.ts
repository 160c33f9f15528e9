import { digestsBetween, firstCounterSince, Journal, namedRecordsAt, STORE_MIGRATIONS, uploadRecordsAt } from '@app/channel-db';
import { sha256Hex } from '@app/protocol';
import { eachDatabase } from '@app/testing';
import { enrol, ENROLMENT, NOW } from './a-store';

const stream = { instanceId: ENROLMENT.instanceId, epoch: 1, fork: 0 };

eachDatabase(STORE_MIGRATIONS, ({ database }) => {
  /** Five events of the box, an hour apart. */
  beforeEach(async () => {
    await enrol(database());
    const clock = { at: NOW, now: () => clock.at };
    const journal = new Journal({ signer: { sign: () => ({ signature: 's', keyId: 'box:test' }) }, clock });
    for (let hour = 0; hour < 5; hour += 1) {
      clock.at = NOW + hour * 3_600_000;
      await database().unitOfWork.run((tx) =>
        journal.appendRecord(tx, {
          type: 'audit', channel: null, registerId: null, businessDate: null, shiftId: null, staffId: null, drawerId: null, registerTime: null,
          businessAt: clock.at, catalogVersion: 0, body: { event: `e${hour}`, approvedBy: null, subjectId: null, details: {} },
        }),
      ); // prettier-ignore
    }
  });

  it('the first record since a time is found by its counter', async () => {
    const since = (hour: number, last = 5) => firstCounterSince(database().reader, stream, NOW + hour * 3_600_000, last);
    expect(await Promise.all([since(-1), since(0), since(2), since(2.5), since(9), since(9, 2)])).toEqual([1, 1, 3, 4, 6, 3]);
  });

  it('records are read by their counters: as digests, by name, and as they go up', async () => {
    const { reader } = database();
    const digests = await digestsBetween(reader, stream, { fromCounter: 2, toCounter: 4 });
    expect(digests.map(({ counter }) => counter)).toEqual([2, 3, 4]);
    const [third] = await uploadRecordsAt(reader, stream, [3]);
    expect(sha256Hex(third?.record ?? '')).toBe(digests[1]?.digest);
    expect(await namedRecordsAt(reader, stream, [3, 99])).toMatchObject([{ counter: 3, type: 'audit', receiptNumber: null }]);
    expect(await digestsBetween(reader, { ...stream, fork: 1 }, { fromCounter: 1, toCounter: 5 })).toEqual([]);
  });
});
