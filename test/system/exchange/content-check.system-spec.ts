import { catalogTable, currentGeneration, generationFile, standingAlarms } from '@app/channel-db';
import { lastCheck, type CheckReport } from '@app/async-client';
import { rmSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { setUpDemoChain } from '../../../apps/headquarters/src/doors/generated/demo-chain';
import { servedHeadquarters, type ServedHeadquarters } from '../../../apps/headquarters/test/kit/exchange';
import { loadedUnit, type TestUnit } from './a-box';

let headquarters: ServedHeadquarters;
let unit: TestUnit;
beforeAll(async () => {
  headquarters = await servedHeadquarters();
  await setUpDemoChain(headquarters.database, headquarters.peppers);
  unit = await loadedUnit(headquarters);
});
afterAll(async () => {
  await unit.close();
  rmSync(unit.folder, { recursive: true, force: true });
  await headquarters.dispose();
});

/** Changes the catalog file behind everybody's back, as a damaged disk or a hand would. */
function byHand(...statements: string[]): void {
  const database = new Sqlite(generationFile(unit.folder, currentGeneration(unit.folder) ?? 0));
  for (const statement of statements) expect(database.prepare(statement).run().changes).toBe(1);
  database.close();
}

/** A comparison while packages come down as they do all the time. */
async function compare(repairs: boolean): Promise<CheckReport> {
  const running = { is: true };
  const checking = unit.exchange.check.run({ repairs }).finally(() => (running.is = false));
  while (running.is) await unit.exchange.download.runOnce(1);
  const outcome = await checking;
  if (outcome.kind !== 'checked') throw new Error(outcome.failure.reason);
  return outcome.report;
}

const segmentBytes = async (kind: string, job: string): Promise<number> => {
  const rows = await headquarters.database.reader.query<{ manifest: string }>('SELECT manifest FROM {package} WHERE kind = ? AND job = ?', [
    kind,
    job,
  ]);
  const sizes = rows.flatMap(({ manifest }) => (JSON.parse(manifest) as { segments: { sizeBytes: number }[] }).segments);
  return sizes.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
};
const PRODUCT = (catalogTable('product')?.columns ?? []).map(({ column }) => column).join(', ');
const versionOf = async (): Promise<number> => (await unit.catalog.reader.configuration()).version;
const alarmCodes = async (): Promise<string[]> => (await standingAlarms(unit.store.reader)).map(({ code }) => code);

it('finds nothing where both sides hold the same rows', async () => {
  const { content } = await compare(false);
  expect(content).toMatchObject({ differences: [], movingCount: 0 });
  expect(content.rowCount).toBeGreaterThan(1_400);
});

it('names the table of rows that were changed, removed and added, and leaves them until it is told to mend', async () => {
  byHand(
    "UPDATE price SET unit_price = unit_price + 1 WHERE channel_id = '101' AND price_id = 'P0007'",
    "DELETE FROM product WHERE product_id = 'P0009'",
    `INSERT INTO product (${PRODUCT}) SELECT ${PRODUCT.replace('product_id', "'ghost'")} FROM product WHERE product_id = 'P0010'`,
  );
  const { content } = await compare(false);
  expect(content.differences).toEqual([
    { entity: 'product', channelId: null, partCount: 2, ownRowCount: 503, theirRowCount: 503, isRepaired: false },
    { entity: 'price', channelId: '101', partCount: 1, ownRowCount: expect.any(Number) as number, theirRowCount: expect.any(Number) as number, isRepaired: false },
  ]); // prettier-ignore
  expect(await alarmCodes()).toContain('content.different');
});

it('mends them by fetching a fraction of the rows, as a new version of the catalog; the jobs stand where they stood', async () => {
  const before = { version: await versionOf(), jobs: await unit.catalog.reader.jobStates() };
  const report = await compare(true);
  expect(report.content.differences.map(({ entity, isRepaired }) => `${entity} ${isRepaired}`)).toEqual(['product true', 'price true']);
  expect(await lastCheck(unit.store.reader)).toEqual(report);
  expect(await alarmCodes()).not.toContain('content.different');
  expect(await versionOf()).toBe(before.version + 2);
  expect(await unit.catalog.reader.jobStates()).toEqual(before.jobs);
  expect((await compare(false)).content.differences).toEqual([]);
  for (const job of ['1040', '1020']) {
    const [fetched, whole] = [await segmentBytes('repair', job), await segmentBytes('snapshot', job)];
    expect(fetched).toBeGreaterThan(0);
    expect(fetched).toBeLessThan(whole / 10);
  }
});
