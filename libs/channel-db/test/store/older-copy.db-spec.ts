import {
  activateDevice, activeSessions, acknowledge, beginSession, findBox, insertActivationCode, missingOf, presentAcknowledged, presentFile,
  presentHeads, revokeDevice, saveEnrolment, settleBehind, standingAlarms, STORE_MIGRATIONS, STORE_TABLES, supersedeBox,
  type AppendedRecord,
} from '@app/channel-db'; // prettier-ignore
import type { Tx } from '@app/database';
import { newId } from '@app/kernel';
import { eachDatabase } from '@app/testing';
import { aJournal, aSale, CHANNEL, ENROLMENT, enrol, headOf, NOW, verifier } from './a-store';

const STREAM = { instanceId: ENROLMENT.instanceId, epoch: 1, fork: 0 };

eachDatabase(STORE_MIGRATIONS, (test) => {
  const journal = aJournal();
  const inUnit = <Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> => test.database().unitOfWork.run(work);
  const sell = (registerId: string): Promise<AppendedRecord> => inUnit((tx) => journal.appendRecord(tx, aSale(undefined, { registerId })));
  const show = (deviceId: string, ...records: readonly AppendedRecord[]) =>
    inUnit((tx) => presentHeads(tx, { deviceId, heads: records.map(headOf) }, NOW));
  const start = (mark: string) => inUnit((tx) => presentFile(tx, mark, NOW));
  const state = async () => (await findBox(test.database().reader))?.state;
  const awaited = async () => (await missingOf(test.database().reader)).devices.map(({ registerId }) => registerId);

  /** Activates a device as a register and logs somebody on. */
  async function aDevice(registerId: string): Promise<string> {
    const [deviceId, sessionId] = [newId(), newId()];
    await inUnit(async (tx) => {
      const [codeDigest, tokenDigest] = [deviceId.padEnd(64, '0'), deviceId.padEnd(64, '1')];
      const place = { legalEntityId: CHANNEL.legalEntityId, channelId: CHANNEL.channelId, registerId };
      await insertActivationCode(tx, { ...place, codeDigest, issuedAt: NOW, expiresAt: NOW + 1 });
      await activateDevice(tx, codeDigest, { deviceId, name: `till ${registerId}`, tokenDigest }, NOW);
      await beginSession(
        tx,
        { sessionId, deviceId, channelId: CHANNEL.channelId, registerId, staffId: 'w1' },
        sessionId.padEnd(64, '2'),
        NOW,
      );
    });
    return deviceId;
  }

  let r1: string;
  let r2: string;
  let r3: string;
  beforeEach(async () => {
    await enrol(test.database());
    [r1, r2, r3] = [await aDevice('r1'), await aDevice('r2'), await aDevice('r3')];
  });

  /** The box forgets every record; its devices were there before. */
  const forgetRecords = () =>
    inUnit(async (tx) => {
      for (const { name } of STORE_TABLES.filter((table) => !['device', 'employee_session'].includes(table.name))) {
        await tx.run(`DELETE FROM {${name}}`);
      }
      await saveEnrolment(tx, ENROLMENT, NOW);
    });

  it('that a register shows to be older waits for all others too, and numbers nothing before', async () => {
    const sold = await sell('r1');
    await forgetRecords();
    expect(await show(r1, sold)).toMatchObject({ heads: [{ registerId: 'r1' }], devices: [{ registerId: 'r2' }, { registerId: 'r3' }] });
    await inUnit((tx) => journal.importCapsules(tx, [sold.capsule], verifier));
    expect(await show(r2)).toMatchObject({ heads: [], counters: [], devices: [{ deviceId: r3, registerId: 'r3', name: 'till r3' }] });
    await expect(sell('r2')).rejects.toMatchObject({ code: 'box.behind-registers' });
    expect(await show(r3)).toEqual({ heads: [], counters: [], devices: [] });
    expect((await sell('r2')).numbers.counter).toBe(2);
    expect((await standingAlarms(test.database().reader)).map(({ code }) => code)).toEqual([]);
  });

  it('asks a register again that had shown its heads before another one showed more', async () => {
    const sold = await sell('r2');
    await forgetRecords();
    expect(await show(r1)).toEqual({ heads: [], counters: [], devices: [] });
    await show(r2, sold);
    expect(await awaited()).toEqual(['r1', 'r3']);
    await expect(sell('r1')).rejects.toMatchObject({ code: 'box.behind-registers' });
  });

  it('keeps waiting when a second register shows more, without asking the first again', async () => {
    const sold = [await sell('r1'), await sell('r2')] as const;
    await forgetRecords();
    await show(r1, sold[0]);
    await show(r2, sold[1]);
    expect(await missingOf(test.database().reader)).toMatchObject({ heads: [{ registerId: 'r1' }, { registerId: 'r2' }] });
    expect(await awaited()).toEqual(['r3']);
  });

  it('does not wait for a register that was taken out of service', async () => {
    await start('file-1');
    await start('file-2');
    await show(r1);
    await show(r2);
    await inUnit(async (tx) => {
      await revokeDevice(tx, r3, NOW);
      await settleBehind(tx, NOW);
    });
    expect(await state()).toBe('ready');
  });

  it('that headquarters is ahead of waits for every register, also those that had shown their heads', async () => {
    await show(r1);
    await inUnit(async (tx) => {
      await acknowledge(tx, STREAM, { counter: 4, head: 'b'.repeat(64), at: NOW });
      await presentAcknowledged(tx, { counter: 4, head: 'b'.repeat(64) }, NOW);
    });
    expect(await awaited()).toEqual(['r1', 'r2', 'r3']);
    for (const device of [r1, r2, r3]) await show(device);
    expect((await sell('r1')).numbers.counter).toBe(5);
  });

  it('whose file is another one waits for every register, ends every session and says why; once', async () => {
    await start('file-1');
    await start('file-1');
    expect(await state()).toBe('ready');
    expect(await activeSessions(test.database().reader)).toHaveLength(3);
    await start('file-2');
    expect(await awaited()).toEqual(['r1', 'r2', 'r3']);
    expect(await activeSessions(test.database().reader)).toEqual([]);
    expect(await standingAlarms(test.database().reader)).toMatchObject([{ code: 'box.older-copy', details: { reason: 'store-file' } }]);
    for (const device of [r1, r2, r3]) await show(device);
    await start('file-2');
    expect(await state()).toBe('ready');
  });

  it('goes on waiting after a restart on the same file', async () => {
    await start('file-1');
    await start('file-2');
    await show(r1);
    await start('file-2');
    expect(await awaited()).toEqual(['r2', 'r3']);
  });

  it('only remembers its file while no device can hold more', async () => {
    await start('file-1');
    await inUnit(async (tx) => {
      for (const device of [r1, r2, r3]) await revokeDevice(tx, device, NOW);
    });
    await start('file-2');
    await aDevice('r4');
    await start('file-2');
    expect(await state()).toBe('ready');
  });

  it('whose place was taken by another box stays superseded', async () => {
    await start('file-1');
    await inUnit((tx) => supersedeBox(tx, NOW));
    await start('file-2');
    expect(await state()).toBe('superseded');
    expect(await show(r1)).toEqual({ heads: [], counters: [], devices: [] });
  });

  it('sells on without the others when a manager says so', async () => {
    await start('file-1');
    await start('file-2');
    await show(r1);
    const decision = { staffId: 'manager', businessAt: NOW, catalogVersion: 7 };
    expect(await inUnit((tx) => journal.declareLost(tx, decision))).toEqual([]);
    expect(await state()).toBe('ready');
    expect(await awaited()).toEqual([]);
  });
});
