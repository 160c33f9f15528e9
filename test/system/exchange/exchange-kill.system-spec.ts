import { priceEntity } from '@app/protocol';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { channelDatabase } from '../../../apps/headquarters/src/company/channel-databases';
import { findRow, upsertRows } from '../../../apps/headquarters/src/company/company-rows';
import { setUpDemoChain } from '../../../apps/headquarters/src/doors/generated/demo-chain';
import { schedulerOf } from '../../../apps/headquarters/src/retail-scheduler/scheduler-of';
import { servedHeadquarters, type ServedHeadquarters } from '../../../apps/headquarters/test/kit/exchange';
import { catalogDigest } from '../support/catalog-digest';
import { historyAt, historyOf } from '../support/histories';
import { enrolledUnit, openUnit, type TestUnit } from './a-box';

// `npm run test:long -- exchange-kill` kills at 30 points of each way.
const KILLS = Number(process.env['EXCHANGE_KILLS'] ?? 3);
/** Six batches. */
const RECORDS = 2_700;
const PRICES = 200;
const ON_CHANGE = 'a process that dies at any point of it leaves what an undisturbed one leaves';

jest.setTimeout(120_000 + KILLS * 20_000);

type Way = 'download' | 'upload';
/** A box in the state in which its round begins, closed. */
type Prepare = () => Promise<TestUnit>;
type Account = (unit: TestUnit) => Promise<object>;

let headquarters: ServedHeadquarters;
beforeAll(async () => {
  headquarters = await servedHeadquarters({ HEADQUARTERS_LOG_LEVEL: 'silent' });
  await setUpDemoChain(headquarters.database, headquarters.peppers);
});
afterAll(() => headquarters.dispose());

/** One round in a process of its own, killed at the point given. Answers the points it passed. */
async function roundInProcess({ folder, key }: TestUnit, way: Way, dieAt = 0): Promise<string[]> {
  const points = join(folder, 'points.txt');
  writeFileSync(points, '');
  const child = fork(join(__dirname, 'exchange-process.cjs'), [], { execArgv: [] });
  const exited = once(child, 'exit');
  const privateKeyPem = key.privateKey.export({ format: 'pem', type: 'pkcs8' });
  child.send({
    folder, way, dieAt, points, key: { keyId: key.keyId, privateKeyPem }, url: headquarters.baseUrl,
    authority: headquarters.service.certificate.authorityCertificate, headquartersKey: headquarters.signingKey.publicKey,
  }); // prettier-ignore
  const [code, signal] = (await exited) as [number | null, string | null];
  if (dieAt === 0 ? code !== 0 : signal !== 'SIGKILL') throw new Error(`the process ended with ${signal ?? code}`);
  return readFileSync(points, 'utf8').trimEnd().split('\n');
}

const nextRound = ({ exchange }: TestUnit, way: Way): Promise<unknown> =>
  way === 'download' ? exchange.download.runOnce(0) : exchange.upload.runOnce();

/** What is left when a round died at a point, or at none, and a new process has run the next one. */
async function afterDeath(way: Way, { prepare, account }: { prepare: Prepare; account: Account }, dieAt?: number) {
  const before = await prepare();
  const points = await roundInProcess(before, way, dieAt);
  const unit = await openUnit(headquarters, before.key, before.folder);
  await nextRound(unit, way);
  const left = await account(unit);
  await unit.close();
  rmSync(unit.folder, { recursive: true, force: true });
  return { points, left };
}

async function killAtPointsOf(way: Way, parts: { prepare: Prepare; account: Account }): Promise<void> {
  const undisturbed = await afterDeath(way, parts);
  const count = Math.min(KILLS, undisturbed.points.length);
  for (let kill = 0; kill < count; kill += 1) {
    const dieAt = 1 + Math.floor(((kill + 0.5) * undisturbed.points.length) / count);
    const { points, left } = await afterDeath(way, parts, dieAt);
    if (KILLS > 3) console.log(`${way}, killed ${dieAt} of ${undisturbed.points.length}: ${points.at(-1)}`);
    expect({ killedAt: points.at(-1), ...left }).toEqual({ killedAt: points.at(-1), ...undisturbed.left });
  }
}

async function freshBox(): Promise<TestUnit> {
  const unit = await enrolledUnit(headquarters);
  await unit.close();
  return unit;
}

async function setPrices(unitPrice: string): Promise<void> {
  const { reader, unitOfWork } = headquarters.database;
  for (let index = 1; index <= PRICES; index += 1) {
    const price = await findRow(reader, priceEntity, { channelId: '101', priceId: `P${String(index).padStart(4, '0')}` });
    if (price) await unitOfWork.run((tx) => upsertRows(tx, priceEntity, [{ ...price, unitPrice }]));
  }
  const scheduler = schedulerOf(headquarters);
  const view = await scheduler.view();
  await scheduler.offer([await channelDatabase(reader, 'harbour')], view.definitions.jobs, view);
}

const sold: Account = async (unit) => ({
  catalog: await catalogDigest(unit.folder),
  version: await unit.catalog.reader.version(),
  sessions: await headquarters.database.reader.query(
    `SELECT job, kind, state, row_count FROM {download_session} WHERE state <> 'superseded' AND epoch = (SELECT max(epoch) FROM {download_session}) ORDER BY ordinal`,
  ),
});

const sent: Account = async ({ store }) => {
  const { instanceId, records } = await historyOf(store.reader);
  const held = await historyAt(headquarters.database.reader, instanceId);
  expect(held).toEqual(records);
  const alarms = await headquarters.database.reader.query(
    "SELECT kind, subject FROM {alarm} WHERE kind LIKE 'upload%' OR kind LIKE 'record%'",
  );
  return { count: held.length, alarms };
};

describe('a first load', () => {
  it(ON_CHANGE, () => killAtPointsOf('download', { prepare: freshBox, account: sold }));
});

describe('a delta', () => {
  const prepare = async (): Promise<TestUnit> => {
    await setPrices('1.25');
    const unit = await enrolledUnit(headquarters);
    await unit.exchange.download.runOnce(0);
    await setPrices('2.75');
    await unit.close();
    return unit;
  };
  it(ON_CHANGE, () => killAtPointsOf('download', { prepare, account: sold }));
});

describe('an upload', () => {
  const prepare = async (): Promise<TestUnit> => {
    const unit = await enrolledUnit(headquarters);
    await Promise.all(Array.from({ length: RECORDS }, (_, index) => unit.note(`event-${index}`)));
    await unit.close();
    return unit;
  };
  it(ON_CHANGE, () => killAtPointsOf('upload', { prepare, account: sent }));
});
