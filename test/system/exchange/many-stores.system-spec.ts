import { openReadOnly } from '@app/database';
import { FIRST_LOAD_JOBS, publicKeyOf, signingKeyFromPem } from '@app/protocol';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HeadquartersApi } from '../../../tools/simulate/src/store/headquarters-api';
import { CHANNEL, priceOf, productId, seedChain, seedProducts } from '../../../tools/simulate/src/store/chain';
import { freePorts } from '../../../tools/simulate/src/store/ports';
import { RunningProcess } from '../../../tools/simulate/src/store/process';
import { ProtocolStore, type Fetched, type Place } from '../support/protocol-store';

// `npm run test:long -- many-stores` has 200.
const STORES = Number(process.env['MANY_STORES'] ?? 10);
const PRODUCTS = 2_000;
const CHANGES = 10_000;
/** Stores that ask at the same moment. */
const AT_ONCE = 8;
const OWN_PRICES = 200;
/** Kinds of rows that belong to one channel: itself, registers, tenders, workers, prices. */
const ENTITIES_OF_A_CHANNEL = 5;
const MS_PER_TICK = 1000 / Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

jest.setTimeout(120_000 + STORES * 3_000);

const folder = mkdtempSync(join(tmpdir(), 'many-stores-'));
const stores: ProtocolStore[] = [];
let headquarters: RunningProcess;
let api: HeadquartersApi;
let place: Place;

beforeAll(async () => {
  const [port = 0] = await freePorts(1);
  const url = `https://localhost:${port}`;
  headquarters = RunningProcess.start({
    entry: 'dist/apps/headquarters/src/main.js',
    log: join(folder, 'headquarters.log'),
    env: { DATA_DIR: folder, HEADQUARTERS_HOST: '127.0.0.1', HEADQUARTERS_PORT: String(port), HEADQUARTERS_PUBLIC_URL: url },
  });
  await headquarters.until(async () => {
    api = new HeadquartersApi(url, folder);
    await api.get('/channel-databases');
    return true;
  }, 60_000);
  const file = (...path: string[]) => readFileSync(join(folder, 'headquarters', ...path), 'utf8');
  const key = publicKeyOf(signingKeyFromPem('headquarters', file('keys', 'headquarters.pem')).privateKey);
  place = { url, authority: file('tls', 'authority.pem'), headquartersKey: key };
  await seedChain(api, { productCount: PRODUCTS, registerCount: 2 });
});
afterAll(async () => {
  for (const store of stores) await store.close();
  await api.close();
  await headquarters.stop();
  rmSync(folder, { recursive: true, force: true });
});

const pricesOf = (channelId: string): object[] =>
  Array.from({ length: OWN_PRICES }, (_, index) => ({
    channelId, priceId: `${productId(index)}-1`, legalEntityId: 'sim', productId: productId(index), unitId: 'pcs',
    unitPrice: priceOf(index), validFrom: '2020-01-01', validTo: '9999-12-31',
  })); // prettier-ignore

/** A further store of the same company and data group, with a channel and prices of its own. */
async function openedStore(number: number): Promise<ProtocolStore> {
  const [channelId, channelDatabaseId] = [`sim-${number + 1}`, `sim-db-${number + 1}`];
  const { rows } = await api.get<{ rows: { channelId: string }[] }>('/channels?limit=1000');
  await api.put('/channels', { rows: rows.filter((row) => row.channelId === CHANNEL).map((row) => ({ ...row, channelId })) });
  await api.put('/prices', { rows: pricesOf(channelId) });
  await api.put('/channel-databases', { channelDatabaseId, dataGroupId: 'sim', name: channelId, channelIds: [channelId] });
  const { code } = await api.post<{ code: string }>('/enrolment-codes', { channelDatabaseId, isReplacement: false });
  const store = new ProtocolStore(place);
  stores.push(store);
  await store.enrol(code);
  return store;
}

/** Processor time of headquarters so far, in milliseconds. */
function cpuMs(): number {
  const fields = readFileSync(`/proc/${headquarters.pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
}

interface Kept {
  readonly rows: number;
  /** How often rows were made into files, per entity and scope. */
  readonly sets: readonly { readonly entity: string; readonly scope: string; readonly built: number }[];
}

async function keptByHeadquarters(): Promise<Kept> {
  const { reader, close } = openReadOnly(join(folder, 'headquarters', 'headquarters.db'));
  const tables = await reader.query<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'");
  let rows = 0;
  for (const { name } of tables) rows += (await reader.first<{ n: number }>(`SELECT count(*) AS n FROM "${name}"`))?.n ?? 0;
  const sets = await reader.query<Kept['sets'][number]>(
    'SELECT entity, scope, count(*) AS built FROM {segment_set} GROUP BY entity, scope',
  );
  close();
  return { rows, sets };
}

/** All at once, as many as ask at the same moment. */
async function fetchedByAll(waiting: ProtocolStore[]): Promise<Fetched[]> {
  const all: Fetched[] = [];
  for (let from = 0; from < waiting.length; from += AT_ONCE)
    all.push(...(await Promise.all(waiting.slice(from, from + AT_ONCE).map((store) => store.fetchAll()))));
  return all;
}

const filesOf = ({ manifests }: Fetched): string[] => manifests.flatMap(({ segments }) => segments.map(({ sha256 }) => sha256));

it(`${STORES} stores get what each needs, and what they share is built once`, async () => {
  for (let number = 1; number <= STORES; number += 1) await openedStore(number);
  const [first, ...further] = stores;
  const fetched = await fetchedByAll([first!]);
  const [before, cpuBefore] = [await keptByHeadquarters(), cpuMs()];
  fetched.push(...(await fetchedByAll(further)));
  const [after, cpuAfter] = [await keptByHeadquarters(), cpuMs()];
  for (const { sessions } of fetched)
    expect(sessions.map(({ job, kind }) => [job, kind])).toEqual(FIRST_LOAD_JOBS.map((job) => [job, 'snapshot']));
  expect(after.sets.filter(({ built }) => built !== 1)).toEqual([]);
  const files = new Set(fetched.flatMap(filesOf));
  const shared = fetched.map(filesOf).reduce((common, own) => common.filter((file) => own.includes(file)));
  expect(shared.length).toBeGreaterThan(0);
  expect(files.size).toBeLessThanOrEqual(shared.length + STORES * ENTITIES_OF_A_CHANNEL);
  const perStore = (total: number): string => (total / further.length).toFixed(1);
  console.log(
    `${STORES} stores, each further one: ${perStore(cpuAfter - cpuBefore)} ms CPU and ${perStore(after.rows - before.rows)} rows at headquarters, ` +
      `${perStore(fetched.slice(1).reduce((sum, { bytes }) => sum + bytes, 0) / 1024)} KiB down; ${shared.length} files shared, ${files.size} in all`,
  );
});

it(`a store that is added after ${CHANGES} changes gets one snapshot of each job`, async () => {
  for (let round = 1; round <= CHANGES / PRODUCTS; round += 1)
    await seedProducts(api, { productCount: PRODUCTS, registerCount: 2, priceShiftCents: round });
  const { sessions, manifests } = await (await openedStore(STORES + 1)).fetchAll();
  expect(sessions.map(({ job, kind }) => [job, kind])).toEqual(FIRST_LOAD_JOBS.map((job) => [job, 'snapshot']));
  const rows = manifests.flatMap(({ segments }) => segments).filter(({ entity }) => entity === 'product');
  expect(rows.reduce((sum, { rowCount }) => sum + rowCount, 0)).toBe(PRODUCTS);
});
