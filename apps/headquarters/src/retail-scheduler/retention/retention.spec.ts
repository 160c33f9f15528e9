import { FIRST_LOAD_JOBS, keyText, productEntity } from '@app/protocol';
import { aHeadquarters, type TestHeadquarters } from '../../../test/kit/test-headquarters';
import { removeRows } from '../../company/company-rows';
import { counterValue } from '../../company/version-counters';
import { setUpDemoChain } from '../../doors/generated/demo-chain';
import { schedulerParts, type SchedulerParts } from '../scheduler-of';

const DAY_MS = 86_400_000;
let headquarters: TestHeadquarters;
let parts: SchedulerParts;
beforeEach(async () => {
  headquarters = await aHeadquarters();
  await setUpDemoChain(headquarters.database, headquarters.peppers);
  parts = schedulerParts(headquarters);
});
afterEach(() => headquarters.dispose());

const run = (sql: string) => headquarters.database.unitOfWork.run((tx) => tx.run(sql));
const states = async () =>
  (await headquarters.database.reader.query<{ state: string }>('SELECT state FROM {download_session} ORDER BY ordinal')).map(
    ({ state }) => state,
  );
const blobCount = async (): Promise<number> => {
  let count = 0;
  for await (const _ of headquarters.blobs.list()) count += 1;
  return count;
};

describe('retention', () => {
  it('keeps what is young, whatever its state', async () => {
    await parts.scheduler.load('harbour');
    await parts.scheduler.load('harbour');
    headquarters.pass(DAY_MS);
    expect(await parts.retention.run()).toEqual({ sessions: 0, packages: 0, segmentSets: 0, blobs: 0, tombstones: 0, runs: 0 });
  });

  it('forgets finished sessions, their packages and files, and keeps the sessions that say where a box stands', async () => {
    await parts.scheduler.load('harbour');
    await run(`UPDATE {download_session} SET state = 'applied'`);
    await parts.scheduler.load('harbour');
    await run(`UPDATE {download_session} SET state = 'applied' WHERE state = 'available'`);
    expect(await blobCount()).toBeGreaterThan(10);
    headquarters.pass(40 * DAY_MS);
    const jobs = FIRST_LOAD_JOBS.length;
    expect(await parts.retention.run()).toMatchObject({ sessions: jobs, packages: 2 * jobs });
    expect(await states()).toEqual(FIRST_LOAD_JOBS.map(() => 'applied'));
    expect(await blobCount()).toBe(0);
  });

  it('gives up what nobody took, so that the box gets what it needs when it comes', async () => {
    await parts.scheduler.load('harbour');
    headquarters.pass(15 * DAY_MS);
    await parts.retention.run();
    expect(new Set(await states())).toEqual(new Set(['superseded']));
    await parts.scheduler.load('harbour');
    expect(await blobCount()).toBeGreaterThan(10);
  });

  it('forgets deletions, and remembers since when they are all there', async () => {
    const key = keyText(productEntity, { legalEntityId: 'harbour', productId: 'P0001' });
    await headquarters.database.unitOfWork.run((tx) => removeRows(tx, productEntity, [key]));
    const { reader } = headquarters.database;
    const version = await counterValue(reader, 'company');
    await parts.retention.run();
    headquarters.pass(89 * DAY_MS);
    expect(await parts.retention.run()).toMatchObject({ tombstones: 0 });
    expect(await counterValue(reader, 'tombstone-floor')).toBe(0);
    headquarters.pass(2 * DAY_MS);
    expect(await parts.retention.run()).toMatchObject({ tombstones: 1 });
    expect(await counterValue(reader, 'tombstone-floor')).toBe(version);
  });
});

describe('segments', () => {
  it('are built once for all who need the same rows, and again when a file is gone', async () => {
    const put = jest.spyOn(headquarters.blobs, 'putBytes');
    await parts.scheduler.load('harbour');
    const built = put.mock.calls.length;
    await Promise.all([parts.scheduler.load('harbour'), schedulerParts(headquarters).scheduler.load('harbour')]);
    expect(put.mock.calls).toHaveLength(built);
    for await (const { sha256 } of headquarters.blobs.list()) await headquarters.blobs.remove(sha256);
    await parts.scheduler.load('harbour');
    expect(put.mock.calls).toHaveLength(2 * built);
  });
});
