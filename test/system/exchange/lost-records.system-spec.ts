import { missingBefore, standingAlarms, uploadRange, uploadStates } from '@app/channel-db';
import { rmSync } from 'node:fs';
import { setUpDemoChain } from '../../../apps/headquarters/src/doors/generated/demo-chain';
import { servedHeadquarters, type ServedHeadquarters } from '../../../apps/headquarters/test/kit/exchange';
import { enrolledUnit, type TestUnit } from './a-box';

const NOTED = 2_600;
let headquarters: ServedHeadquarters;
let unit: TestUnit;
beforeAll(async () => {
  headquarters = await servedHeadquarters();
  await setUpDemoChain(headquarters.database, headquarters.peppers);
  unit = await enrolledUnit(headquarters);
  await Promise.all(Array.from({ length: NOTED }, (_, i) => unit.note(`event-${i}`)));
  expect(await unit.exchange.upload.runOnce()).toEqual({ kind: 'drained', count: NOTED });
});
afterAll(async () => {
  await unit.close();
  rmSync(unit.folder, { recursive: true, force: true });
  await headquarters.dispose();
});

const run = (statement: string) => headquarters.database.unitOfWork.run((tx) => tx.run(statement));
const heldCount = async () =>
  (await headquarters.database.reader.first<{ count: number }>('SELECT count(DISTINCT record_id) AS count FROM {record}'))?.count;
const check = async () => {
  const outcome = await unit.exchange.check.run({ repairs: false });
  if (outcome.kind !== 'checked') throw new Error(outcome.failure.reason);
  return outcome.report.records;
};
const alarmCodes = async () => (await standingAlarms(unit.store.reader)).map(({ code }) => code);

it('records that headquarters lost are found in ranges, named, sent again and held once', async () => {
  expect(await check()).toEqual({ recordCount: NOTED, missing: [], restoredCount: 0, different: [] });
  await run('DELETE FROM {record} WHERE counter IN (3, 1700, 1701, 2600)');
  const { missing, restoredCount } = await check();
  expect(missing.map(({ counter, type }) => `${type} ${counter}`)).toEqual(['audit 3', 'audit 1700', 'audit 1701', 'audit 2600']);
  expect(restoredCount).toBe(4);
  expect(await alarmCodes()).toEqual([]);
  expect(await heldCount()).toBe(NOTED);
  expect(await check()).toMatchObject({ missing: [], different: [] });
});

it('a record that was changed there is named and stays as it is until people have decided', async () => {
  const [state] = await uploadStates(unit.store.reader);
  const [record] = state ? await uploadRange(unit.store.reader, state, 41, 1) : [];
  await run(`UPDATE {record} SET digest = '${'a'.repeat(64)}' WHERE counter = 42`);
  expect((await check()).different).toMatchObject([{ counter: 42 }]);
  expect(await alarmCodes()).toEqual(['upload.different']);
  await run(`UPDATE {record} SET digest = '${record?.digest ?? ''}' WHERE counter = 42`);
  expect((await check()).different).toEqual([]);
});

it('what follows records of a replaced box that nobody holds goes up once somebody gave those up', async () => {
  const written = [await unit.note('kept'), await unit.note('lost'), await unit.note('lost too'), await unit.note('kept as well')];
  const [kept, , , keptToo] = written.map(({ capsule }) => capsule);
  const next = await enrolledUnit(headquarters);
  const give = <Result>(work: Parameters<typeof next.store.unitOfWork.run<Result>>[0]) => next.store.unitOfWork.run(work);
  try {
    await give((tx) => next.journal.importCapsules(tx, [kept!, keptToo!], () => 'unknown-key'));
    expect(await missingBefore(next.store.reader)).toEqual([]);
    expect(await next.exchange.upload.runOnce()).toMatchObject({ kind: 'stuck' });
    const [gap] = await missingBefore(next.store.reader);
    expect(gap).toMatchObject({ epoch: 1, counters: [NOTED + 2, NOTED + 3] });
    const decision = { staffId: 'manager', businessAt: Date.now(), catalogVersion: 0 };
    expect(await give((tx) => next.journal.declareLostBefore(tx, decision))).toHaveLength(2);
    expect(await next.exchange.upload.runOnce()).toEqual({ kind: 'drained', count: 3 });
    expect(await missingBefore(next.store.reader)).toEqual([]);
    expect((await standingAlarms(next.store.reader)).map(({ code }) => code)).not.toContain('upload.stuck');
    const held = await headquarters.database.reader.query<{ digest: string; bytes: string; state: string }>(
      `SELECT digest, bytes, state FROM {record} WHERE counter > ${NOTED} AND branch = 0 ORDER BY counter`,
    );
    expect(held.map(({ state }) => state)).toEqual(['held', 'held', 'held', 'held']);
    expect([held[0]?.digest, held[3]?.digest]).toEqual([kept!.digest, keptToo!.digest]);
    expect(held.slice(1, 3).map(({ bytes }) => JSON.parse(bytes).body.details.counter)).toEqual([NOTED + 2, NOTED + 3]);
  } finally {
    await next.close();
    rmSync(next.folder, { recursive: true, force: true });
  }
});
