import {
  acknowledge, activateDevice, findBox, insertActivationCode, missingBefore, presentElsewhere, presentHeads, raiseAlarm, standingAlarms,
  STORE_MIGRATIONS, takeOverStore, uploadHeadAt, uploadRange, uploadStates, type AppendedRecord,
} from '@app/channel-db'; // prettier-ignore
import type { Tx } from '@app/database';
import { newId } from '@app/kernel';
import { GENESIS, headAfter, nextHead } from '@app/protocol';
import { eachDatabase } from '@app/testing';
import { aJournal, aSale, CHANNEL, ENROLMENT, enrol, headOf, NOW, verifier } from './a-store';

const OLD = { instanceId: ENROLMENT.instanceId, epoch: 1, fork: 0 };
const NEXT = { ...ENROLMENT, instanceId: newId(), epoch: 2 };

eachDatabase(STORE_MIGRATIONS, (test) => {
  const journal = aJournal();
  const inUnit = <Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> => test.database().unitOfWork.run(work);
  const sell = (): Promise<AppendedRecord> => inUnit((tx) => journal.appendRecord(tx, aSale(undefined, { registerId: 'r1' })));
  const show = (...records: readonly AppendedRecord[]) => inUnit((tx) => presentHeads(tx, { deviceId, heads: records.map(headOf) }, NOW));
  const post = (...records: readonly AppendedRecord[]) =>
    inUnit((tx) => journal.importCapsules(tx, records.map(({ capsule }) => capsule), verifier)); // prettier-ignore
  const takeOver = (enrolment = NEXT) => inUnit((tx) => takeOverStore(tx, enrolment, NOW));

  const deviceId = newId();
  beforeEach(async () => {
    await enrol(test.database());
    await inUnit(async (tx) => {
      const codeDigest = deviceId.padEnd(64, '0');
      const place = { legalEntityId: CHANNEL.legalEntityId, channelId: CHANNEL.channelId, registerId: 'r1' };
      await insertActivationCode(tx, { ...place, codeDigest, issuedAt: NOW, expiresAt: NOW + 1 });
      await activateDevice(tx, codeDigest, { deviceId, name: 'till r1', tokenDigest: deviceId.padEnd(64, '1') }, NOW);
    });
  });

  /** What was sold before the copy and after it; the store is the copy. */
  async function aCopy(): Promise<{ kept: AppendedRecord; lost: AppendedRecord[] }> {
    const kept = await sell();
    const lost = [await sell(), await sell()];
    await inUnit(async (tx) => {
      await tx.run('DELETE FROM {record} WHERE counter > 1');
      for (const table of ['sale_line', 'sale_tender', 'sale_tax', 'sale'])
        await tx.run(`DELETE FROM {${table}} WHERE transaction_id <> ?`, [kept.header.recordId]);
      await tx.run('UPDATE {box} SET last_counter = 1');
      await tx.run('UPDATE {chain_head} SET sequence = 1, digest = ?, perpetual_total = ?, receipt_sequence = 1', [
        kept.capsule.digest,
        kept.numbers.perpetualTotal,
      ]);
    });
    return { kept, lost };
  }

  it('goes on under the next epoch with counters of its own, once its registers gave back what the copy lacks', async () => {
    const { lost } = await aCopy();
    await takeOver();
    expect(await findBox(test.database().reader)).toMatchObject({
      state: 'behind',
      lastCounter: 0,
      identity: { epoch: 2, instanceId: NEXT.instanceId },
    });
    await expect(sell()).rejects.toMatchObject({ code: 'box.behind-registers' });
    expect(await show(lost[1]!)).toMatchObject({ heads: [{ sequence: 3 }] });
    await post(...lost);
    const { header, numbers } = await sell();
    expect(header).toMatchObject({ box: { epoch: 2, fork: 0 }, previousDigest: lost[1]!.capsule.digest });
    expect(numbers).toMatchObject({ counter: 1, sequence: 4, perpetualTotal: '800' });
    expect((await uploadStates(test.database().reader)).map(({ epoch }) => epoch)).toEqual([1, 2]);
  });

  it('is the same when it is done again, and refused for another store', async () => {
    await aCopy();
    await takeOver();
    const before = await findBox(test.database().reader);
    await takeOver();
    expect(await findBox(test.database().reader)).toEqual(before);
    await expect(takeOver({ ...NEXT, channelDatabaseId: 'other' })).rejects.toMatchObject({ code: 'backup.other-store' });
  });

  it('need not have what headquarters holds of the box before it', async () => {
    const { lost } = await aCopy();
    await takeOver();
    await show(lost[1]!);
    await post(lost[1]!);
    await inUnit((tx) => presentElsewhere(tx, OLD, { counter: 2, head: 'a'.repeat(64) }, NOW));
    expect(await findBox(test.database().reader)).toMatchObject({ state: 'ready' });
    expect(await uploadHeadAt(test.database().reader, OLD, 3)).toBe(nextHead('a'.repeat(64), lost[1]!.capsule.digest));
    await inUnit((tx) => acknowledge(tx, OLD, { counter: 1, head: 'b'.repeat(64), at: NOW }));
    expect((await uploadStates(test.database().reader))[0]).toMatchObject({ acknowledgedCounter: 2 });
    expect((await standingAlarms(test.database().reader)).map(({ code }) => code)).toEqual(['box.older-copy']);
  });

  it('closes what nobody holds of the box before it only where the upload came to a stop', async () => {
    const { lost } = await aCopy();
    await takeOver();
    await show(lost[1]!);
    await post(lost[1]!);
    const decision = { staffId: 'manager', businessAt: NOW, catalogVersion: 7 };
    expect(await inUnit((tx) => journal.declareLostBefore(tx, decision))).toEqual([]);
    const stuck = { code: 'upload.stuck', subject: `${OLD.instanceId}/1/0`, details: {} };
    await inUnit((tx) => raiseAlarm(tx, stuck, NOW));
    expect(await missingBefore(test.database().reader)).toEqual([{ ...OLD, counters: [2] }]);
    const [loss] = await inUnit((tx) => journal.declareLostBefore(tx, decision));
    expect(loss?.header).toMatchObject({ box: OLD, counter: 2, staffId: 'manager' });
    expect(await missingBefore(test.database().reader)).toEqual([]);
    const digests = (await uploadRange(test.database().reader, OLD, 0, 10)).map(({ digest }) => digest);
    expect(digests.slice(1)).toEqual([loss?.capsule.digest, lost[1]?.capsule.digest]);
    expect(await uploadHeadAt(test.database().reader, OLD, 3)).toBe(headAfter(GENESIS, digests));
    expect((await sell()).numbers.counter).toBe(1);
  });
});
