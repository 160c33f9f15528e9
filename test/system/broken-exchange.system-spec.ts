import 'reflect-metadata';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { currentGeneration, generationFile } from '@app/channel-db';
import { textOf, type FixupKind } from '@app/appliance';
import { SimulatorLedger } from '../../tools/simulate/src/ledger';
import { openOwnStore, type OwnStore } from '../../tools/simulate/src/own-store';
import { Random } from '../../tools/simulate/src/random';
import { openLane, type OpenLane } from '../../tools/simulate/src/register/open-lanes';
import { CHANNEL, productId } from '../../tools/simulate/src/store/chain';
import { until, WatchingConsole } from './support/watching-console';

const HOUR_MS = 3_600_000;
const words = { now: Date.now(), timeZone: 'Europe/Berlin', locale: 'en-GB' };
const PRICE = { channelId: CHANNEL, legalEntityId: 'sim', unitId: 'pcs', validFrom: '2020-01-01', validTo: '9999-12-31' };

/** A headquarters that loses, changes and forgets, one after the other, and what the store finds and says of it. */
describe('a store whose headquarters is broken', () => {
  const folder = mkdtempSync(join(tmpdir(), 'broken-exchange-'));
  const stick = join(folder, 'stick');
  let world: OwnStore;
  let lane: OpenLane;
  let console: WatchingConsole;

  beforeAll(async () => {
    world = await openOwnStore({ registerCount: 1, productCount: 20, folder, unitEnv: { UNIT_BACKUP_DIR: stick } });
    lane = await openLane(world, new SimulatorLedger(join(folder, 'ledger.jsonl')), world.registerIds[0]!, new Random(1));
    console = new WatchingConsole(world.store, { now: () => Date.now() });
    await until(async () => (await waiting()) === 0);
  }, 120_000);

  afterAll(async () => {
    console?.close();
    await world?.close();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  it('sets aside rows it cannot take, sells by the others, and takes them when they come right', async () => {
    inHeadquarters(
      `UPDATE row_version SET value = value + 1 WHERE name = 'company'`,
      `UPDATE company_row SET body = json_set(body, '$.unitPrice', 'cheap'), version = (SELECT value FROM row_version WHERE name = 'company')
       WHERE entity = 'price' AND json_extract(body, '$.productId') = 'P0000002'`,
    );
    await putPrice(4, '7.77');
    await console.untilFound('rows.quarantined');
    const cause = (await console.causes()).find(({ code }) => code === 'rows.quarantined')!;
    expect(cause).toMatchObject({ count: 1, weight: 'attention', action: 'retry-exchange' });
    expect(textOf(cause, words).cause).toBe('1 product or price from headquarters could not be taken.');
    const { rows } = await world.management.get<{ rows: { entity: string; reason: string }[] }>('/exchange/quarantine');
    expect(rows).toMatchObject([{ entity: 'price', reason: expect.stringContaining('unitPrice') }]);
    expect(await priceOf(4)).toBe('7.77');
    world.store.lineToHeadquarters.cut();
    await putPrice(2, '8.88');
    await console.untilFound('line.down');
    world.store.lineToHeadquarters.restore();
    await press('retry-exchange');
    await console.untilGone('rows.quarantined');
    expect(await priceOf(2)).toBe('8.88');
  }, 60_000);

  it('names what headquarters lost and changed, and rows that a hand changed here, until they are mended', async () => {
    await lane.register.moveCash('paid-in', '1.00');
    await lane.register.moveCash('paid-in', '2.00');
    await until(async () => (await waiting()) === 0);
    inHeadquarters(
      `CREATE TRIGGER takes_nothing BEFORE INSERT ON record BEGIN SELECT RAISE(ABORT, 'the disk of headquarters is broken'); END`,
      `UPDATE record SET digest = replace(digest, '0', '1') WHERE counter = (SELECT max(counter) FROM record)`,
      `DELETE FROM record WHERE counter = (SELECT max(counter) FROM record) - 1`,
    );
    inCatalog(`UPDATE price SET unit_price = unit_price + 1 WHERE price_id = 'P0000006-1'`);
    await world.management.post('/exchange/check', {});
    expect(await console.found()).toEqual(expect.arrayContaining(['records.lost', 'records.different', 'catalog.different']));
    expect((await console.causes()).find(({ code }) => code === 'records.lost')).toMatchObject({ names: [expect.any(String)] });
    inHeadquarters('DROP TRIGGER takes_nothing', 'DELETE FROM record WHERE counter = (SELECT max(counter) FROM record)');
    await world.management.post('/exchange/check', { repairs: true });
    await console.untilGone('records.lost');
    expect((await console.found()).filter((code) => /^(records|catalog)/.test(code))).toEqual([]);
  }, 60_000);

  it('names each download job that is late by its own schedule, and not one that has its time', async () => {
    const hoursAgo = Date.now() - 5 * HOUR_MS;
    await putSchedule('downloads', ['9999'], { kind: 'on-change' }, false);
    await putSchedule('nightly', ['1020', '1010'], { kind: 'cron', cron: '30 2 * * *' });
    await putSchedule('goods', ['1040'], { kind: 'on-change' });
    inHeadquarters(
      `INSERT INTO change_hold (hold_id, ends_at) VALUES ('import', ${Date.now() + HOUR_MS})`,
      `UPDATE distribution_schedule SET next_run_at = ${hoursAgo} WHERE schedule_id = 'nightly'`,
    );
    await hearAgain();
    await console.untilFound('downloads.late');
    const late = (await console.causes()).find(({ code }) => code === 'downloads.late')!;
    const [prices, customers] = [
      { job: '1020', name: 'Prices and discounts' },
      { job: '1010', name: 'Customers', isImportant: false },
    ];
    expect(late).toMatchObject({
      weight: 'attention',
      jobs: [
        { ...prices, dueAt: hoursAgo },
        { ...customers, dueAt: hoursAgo },
      ],
    });
    expect(textOf(late, words).cause).toMatch(/^Nothing newer has come: Prices and discounts \(.* old\) and Customers \(.* old\)\.$/);
    inHeadquarters('DELETE FROM change_hold');
    await until(async () => (await nextRunOf('nightly')) > Date.now());
    await hearAgain();
    await console.untilGone('downloads.late');
  }, 60_000);

  it('says that it cannot be copied while the stick is pulled out, and is copied when it is back and somebody asks', async () => {
    await world.management.post('/backups', {});
    await console.untilFound('backup.failed');
    mkdirSync(stick);
    await press('make-backup');
    await console.untilGone('backup.failed');
    expect(readdirSync(stick)).toHaveLength(1);
  }, 60_000);

  const press = async (kind: FixupKind) =>
    expect(await console.fixups.run(kind, { acceptsOpenPayments: false, permissions: new Set(['mend']) })).toMatchObject({
      outcome: 'done',
    });

  function inHeadquarters(...statements: string[]): void {
    const database = new Sqlite(join(world.store.dataFolder, 'headquarters', 'headquarters.db'), { timeout: 30_000 });
    for (const statement of statements) database.exec(statement);
    database.close();
  }

  /** As somebody with a tool on this machine would. */
  function inCatalog(statement: string): void {
    const database = new Sqlite(generationFile(world.store.unitFolder, currentGeneration(world.store.unitFolder) ?? 0), {
      timeout: 30_000,
    });
    expect(database.prepare(statement).run().changes).toBe(1);
    database.close();
  }

  const putPrice = (index: number, unitPrice: string) =>
    world.headquarters.put('/prices', { rows: [{ ...PRICE, priceId: `${productId(index)}-1`, productId: productId(index), unitPrice }] });

  const putSchedule = (scheduleId: string, jobs: readonly string[], recurrence: object, isActive = true) =>
    world.headquarters.put('/scheduler/schedules', { scheduleId, name: scheduleId, jobs, dataGroupIds: null, recurrence, isActive });

  async function nextRunOf(name: string): Promise<number> {
    const { schedules } = await world.headquarters.get<{ schedules: { scheduleId: string; nextRunAt: number | null }[] }>(
      '/scheduler/schedules',
    );
    return schedules.find(({ scheduleId }) => scheduleId === name)?.nextRunAt ?? 0;
  }

  /** A package ends the poll that headquarters holds; its answer also says when each job runs. */
  const hearAgain = () => world.management.post('/exchange/resnapshot', { job: '1110' });

  async function priceOf(index: number): Promise<string | null> {
    const path = { productId: productId(index) };
    const { content } = await lane.till.commerce.ask((api) => api.GET('/api/v1/products/{productId}/price', { params: { path } }));
    return content.unitPrice;
  }

  async function waiting(): Promise<number> {
    const { upload } = await world.management.get<{ upload: { oldestAt: number | null } }>('/status');
    return upload.oldestAt === null ? 0 : 1;
  }
});
