import { currentGeneration } from '@app/channel-db';
import { rmSync } from 'node:fs';
import { setUpDemoChain } from '../../../apps/headquarters/src/doors/generated/demo-chain';
import { schedulerOf } from '../../../apps/headquarters/src/retail-scheduler/scheduler-of';
import { servedHeadquarters, type ServedHeadquarters } from '../../../apps/headquarters/test/kit/exchange';
import { enrolledUnit, openUnit, type TestUnit } from './a-box';

const of = { legalEntityId: 'harbour', channelId: '101' };
let headquarters: ServedHeadquarters;
let unit: TestUnit;

beforeAll(async () => {
  headquarters = await servedHeadquarters();
  await setUpDemoChain(headquarters.database, headquarters.peppers);
});
afterAll(() => headquarters.dispose());
beforeEach(async () => {
  unit = await enrolledUnit(headquarters);
});
afterEach(async () => {
  await unit.close();
  rmSync(unit.folder, { recursive: true, force: true });
});

const productCount = async (): Promise<number> => (await unit.catalog.reader.productPage(of, { limit: 1000, after: null })).products.length;
const sessionsLeft = async () =>
  headquarters.database.reader.query<{ state: string }>(
    "SELECT state FROM {download_session} WHERE state IN ('available', 'requested', 'downloaded', 'failed')",
  );

describe('a first load', () => {
  it('brings everything a store sells by, seen at once, and headquarters knows it', async () => {
    expect(await unit.exchange.download.runOnce(0)).toEqual({ kind: 'done', applied: 7, failed: [] });
    expect(await productCount()).toBe(503);
    const rules = await unit.catalog.reader.rules('101');
    expect(rules?.catalogVersion).toBe(7);
    expect(rules?.tenderTypes.size).toBeGreaterThan(0);
    expect((await unit.catalog.reader.configuration()).registers).toHaveLength(6);
    expect(await sessionsLeft()).toEqual([]);
  });

  it('goes on at the byte where a segment was cut', async () => {
    unit.line.cutAfterBytes = 10;
    expect(await unit.exchange.download.runOnce(0)).toMatchObject({ kind: 'line-failed' });
    expect(await productCount()).toBe(0);
    expect(await unit.exchange.download.runOnce(0)).toMatchObject({ kind: 'done', applied: 7 });
    expect(unit.line.downloads).toContain(10);
    expect(await productCount()).toBe(503);
  });

  it('survives a crash at any call: a new process finishes it, and twice equals once', async () => {
    let calls = 0;
    let isFinished = false;
    for (let crashAt = 1; !isFinished && crashAt < 60; crashAt += 3) {
      calls = 0;
      unit.line.refuse = () => (calls += 1) > crashAt;
      const round = await unit.exchange.download.runOnce(0);
      isFinished = round.kind === 'done' && calls <= crashAt;
      const { key, folder } = unit;
      await unit.close();
      unit = await openUnit(headquarters, key, folder);
    }
    expect(isFinished).toBe(true);
    expect(await productCount()).toBe(503);
    expect(await unit.catalog.reader.version()).toBe(7);
    expect(await sessionsLeft()).toEqual([]);
  });

  it('is reported again, not applied again, when headquarters did not hear of it', async () => {
    unit.line.refuse = ({ path, body }) => path.endsWith('/state') && String(body).includes('"applied"');
    await unit.exchange.download.runOnce(0);
    const generation = currentGeneration(unit.folder);
    expect(await sessionsLeft()).toHaveLength(7);
    unit.line.refuse = () => false;
    await unit.exchange.download.runOnce(0);
    expect(await sessionsLeft()).toEqual([]);
    expect(currentGeneration(unit.folder)).toBe(generation);
  });
});

describe('a re-snapshot', () => {
  it('takes the place of what was there in one step, and ended readers take the old file with them', async () => {
    await unit.exchange.download.runOnce(0);
    await schedulerOf(headquarters).load('harbour');
    expect(await unit.exchange.download.runOnce(0)).toMatchObject({ kind: 'done', applied: 7 });
    expect(await productCount()).toBe(503);
    expect(await unit.catalog.reader.version()).toBe(14);
  });
});
