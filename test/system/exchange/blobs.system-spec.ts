import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setUpDemoChain } from '../../../apps/headquarters/src/doors/generated/demo-chain';
import { schedulerOf } from '../../../apps/headquarters/src/retail-scheduler/scheduler-of';
import { startAzurite, type Azurite } from '../../../apps/headquarters/test/kit/azurite';
import { servedHeadquarters, type ServedHeadquarters } from '../../../apps/headquarters/test/kit/exchange';
import { enrolledUnit, type TestUnit } from './a-box';

const of = { legalEntityId: 'harbour', channelId: '101' };
let azurite: Azurite;
let headquarters: ServedHeadquarters;
let unit: TestUnit;

async function open(settings: Readonly<Record<string, string>>): Promise<void> {
  headquarters = await servedHeadquarters({ HEADQUARTERS_BLOB_STORE: azurite.connectionString, ...settings });
  await setUpDemoChain(headquarters.database, headquarters.peppers);
}

beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.stop());
beforeEach(async () => {
  unit = await enrolledUnit(headquarters);
});
afterEach(async () => {
  await unit.close();
  rmSync(unit.folder, { recursive: true, force: true });
});

const productCount = async (): Promise<number> => (await unit.catalog.reader.productPage(of, { limit: 1000, after: null })).products.length;
const everythingIsThere = async (): Promise<void> => {
  expect(await unit.exchange.download.runOnce(0)).toEqual({ kind: 'done', applied: 7, failed: [] });
  expect(await productCount()).toBe(503);
};

describe.each([
  ['through headquarters', 'false'],
  ['by link', 'true'],
])('segments in Azure Blob Storage, fetched %s', (_, links) => {
  const isLinked = links === 'true';

  beforeAll(() => open({ HEADQUARTERS_BLOB_LINKS: links }));
  afterAll(() => headquarters.dispose());

  it('bring a first load, and no byte goes the other way', async () => {
    await everythingIsThere();
    const ways = new Set(unit.line.followed.map((link) => link.replace(/ .*/, '')));
    expect([...ways]).toEqual(isLinked ? [azurite.origin] : []);
    if (isLinked) expect(unit.line.followed).toHaveLength(unit.line.downloads.length);
    expect(existsSync(join(headquarters.folder, 'headquarters', 'blobs'))).toBe(false);
  });

  it('go on at the byte where they were cut', async () => {
    unit.line.cutAfterBytes = 10;
    expect(await unit.exchange.download.runOnce(0)).toMatchObject({ kind: 'line-failed' });
    await everythingIsThere();
    if (isLinked) expect(unit.line.followed).toContain(`${azurite.origin} from 10`);
    else expect(unit.line.downloads).toContain(10);
  });

  it('bring a later package, and what was fetched is cleared away', async () => {
    await everythingIsThere();
    await schedulerOf(headquarters).load('harbour', ['1020']);
    expect(await unit.exchange.download.runOnce(0)).toEqual({ kind: 'done', applied: 1, failed: [] });
    expect(await productCount()).toBe(503);
    expect(readdirSync(join(unit.folder, 'packages'))).toEqual([]);
  });

  it('that were cleaned out of the store are made again for who still needs them', async () => {
    for await (const { sha256 } of headquarters.blobs.list()) await headquarters.blobs.remove(sha256);
    await schedulerOf(headquarters).load('harbour');
    await everythingIsThere();
  });
});

describe('a link that has ended', () => {
  beforeAll(() => open({ HEADQUARTERS_BLOB_LINKS: 'true', HEADQUARTERS_BLOB_LINK_MINUTES: '0.001' }));
  afterAll(() => headquarters.dispose());

  it('holds nothing up: headquarters sends the bytes itself', async () => {
    await everythingIsThere();
    expect(unit.line.followed.length).toBeGreaterThan(0);
    expect(unit.line.downloads.length).toBeGreaterThan(unit.line.followed.length);
  });
});
