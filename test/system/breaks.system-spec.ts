import 'reflect-metadata';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { judge, type FindingCode } from '@app/appliance';
import { newId } from '@app/kernel';
import { LauncherClient } from '@app/platform';
import { readSettings } from '../../apps/console/src/config';
import { FixupsService } from '../../apps/console/src/fixups/fixups.service';
import { Observer } from '../../apps/console/src/observation/observer';
import { ManagementClient } from '../../apps/console/src/scale-unit/management-client';
import { SimulatorLedger } from '../../tools/simulate/src/ledger';
import { openOwnStore, type OwnStore } from '../../tools/simulate/src/own-store';
import { Random } from '../../tools/simulate/src/random';
import { CartSession } from '../../tools/simulate/src/register/cart-session';
import { once } from '../../tools/simulate/src/register/commerce';
import { openLane, type OpenLane } from '../../tools/simulate/src/register/open-lanes';
import { CHANNEL_DATABASE } from '../../tools/simulate/src/store/chain';
import { RunningProcess } from '../../tools/simulate/src/store/process';

const DAY_MS = 86_400_000;
const BEHIND_DAYS = 400;
const FAKETIME = process.env['TEST_FAKETIME'] ?? '';
const [describeHere, whyNot] = FAKETIME !== '' ? [describe, ''] : [describe.skip, ' [skipped: libfaketime is not installed]'];

/**
 * A whole store of real processes, broken in one way after the other, and what the console's own parts find and mend of it. The
 * appliance runs under its launcher and under a clock that is a year and more behind, as after a battery that died.
 */
describeHere(`a store that is broken${whyNot}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'breaks-'));
  let world: OwnStore;
  let lane: OpenLane;
  let launcher: RunningProcess;
  let observer: Observer;
  let fixups: FixupsService;
  // As the launcher's.
  let aheadMs = -BEHIND_DAYS * DAY_MS;
  const clock = { now: () => Date.now() + aheadMs };

  beforeAll(async () => {
    world = await openOwnStore({ registerCount: 1, productCount: 20, folder });
    await world.store.unit.stop();
    launcher = startLauncher();
    await untilUnit(() => fetch(`${world.store.unitUrl}/readyz`).then(({ ok }) => ok));
    lane = await openLane(world, new SimulatorLedger(join(folder, 'ledger.jsonl')), world.registerIds[0]!, new Random(1));
    const settings = readSettings({ DATA_DIR: world.store.dataFolder, UNIT_MANAGEMENT_PORT: String(world.store.ports.management) });
    const unit = new ManagementClient(settings);
    const control = new LauncherClient(join(world.store.dataFolder, 'launcher', 'control.sock'));
    const work = { read: () => null, keep: () => undefined };
    observer = new Observer(unit, { state: () => 'sealed' } as never, control, clock, { fullAt: () => null }, work, { facts: () => null });
    fixups = new FixupsService(observer, unit, control, clock);
    fixups.start();
  }, 120_000);

  afterAll(async () => {
    fixups?.onApplicationShutdown();
    await launcher?.stop();
    await world?.close();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  it('says that its clock is a year behind, and goes by the clock of headquarters, whose certificate is not valid by its own', async () => {
    await untilFound('clock.wrong');
    await untilUnit(async () => !(await found()).some((code) => code.startsWith('line.')));
    const { status } = observer.now();
    expect(Math.abs(status!.clock.offsetMs! - BEHIND_DAYS * DAY_MS)).toBeLessThan(120_000);
    expect(Math.abs(status!.clock.now - Date.now())).toBeLessThan(120_000);
  });

  it('tells registers what waits while headquarters is stopped, and takes it back when it is there again', async () => {
    const { lineToHeadquarters } = world.store;
    const told = async () => (await lane.till.commerce.ask((api) => api.GET('/api/v1/notices'))).content.notices.map(({ code }) => code);
    expect(await told()).toEqual([]);
    lineToHeadquarters.cut();
    await world.store.headquarters.kill();
    await untilUnit(async () => (await told()).length > 0);
    expect(await told()).toEqual(['headquarters.away']);
    await untilFound('line.down');
    await world.store.startHeadquarters();
    lineToHeadquarters.restore();
    await untilUnit(async () => {
      await world.management.post('/exchange/retry', {}).catch(() => undefined);
      return (await told()).length === 0;
    });
    expect(await found()).not.toContain('line.down');
  }, 60_000);

  it('says that headquarters refuses its sales, and sends them by itself when it does no more', async () => {
    // Headquarters thinks that the box belongs to another store.
    inHeadquarters("UPDATE box SET channel_database_id = 'another'");
    await lane.register.moveCash('paid-in', '1.00');
    await untilUnit(async () => {
      await world.management.post('/exchange/send', {});
      return (await found()).includes('upload.stuck');
    });
    inHeadquarters(`UPDATE box SET channel_database_id = '${CHANNEL_DATABASE}'`);
    await untilUnit(async () => {
      aheadMs += 6 * 60_000;
      return !(await found()).includes('upload.stuck');
    });
    expect(fixups.runs()[0]).toMatchObject({ kind: 'retry-upload', by: 'itself', outcome: 'done' });
  }, 60_000);

  it('is started anew by itself when it hangs, but never while a customer is at the terminal', async () => {
    const cart = await aPaymentBegun();
    await observer.refresh();
    const hung = unitProcess();
    process.kill(hung, 'SIGSTOP');
    await observer.refresh();
    aheadMs += 61_000;
    expect(judge(observer.now()).first).toMatchObject({ code: 'unit.silent' });
    expect(fixups.plans().find(({ kind }) => kind === 'restart-unit')).toMatchObject({ openPayments: 1, byItselfEveryMs: null });
    expect(unitProcess()).toBe(hung);
    process.kill(hung, 'SIGCONT');
    await untilUnit(() => cart.decline().then(() => true));
    await observer.refresh();
    process.kill(hung, 'SIGSTOP');
    await observer.refresh();
    aheadMs += 61_000;
    await observer.refresh();
    await untilUnit(async () => unitProcess() !== hung && (await found()).every((code) => !code.startsWith('unit.')));
    expect(fixups.runs()[0]).toMatchObject({ kind: 'restart-unit', by: 'itself', outcome: 'done', heals: ['unit.silent'] });
  }, 90_000);

  function startLauncher(): RunningProcess {
    const processes = join(folder, 'processes.json');
    const unit = { name: 'scale-unit', entry: 'dist/apps/scale-unit/src/main.js', stopTimeoutMs: 300 };
    writeFileSync(processes, JSON.stringify([unit]));
    // The event loop waits by a clock that does not jump; only the date is wrong.
    const wrongClock = { LD_PRELOAD: FAKETIME, FAKETIME: `-${BEHIND_DAYS}d`, FAKETIME_DONT_FAKE_MONOTONIC: '1' };
    const env = { DATA_DIR: world.store.dataFolder, LAUNCHER_PROCESSES: processes, ...world.store.unitEnvironment(), ...wrongClock };
    return RunningProcess.start({ entry: 'deploy/launcher/main.cjs', log: join(folder, 'launcher.log'), env });
  }

  /** A card payment that the register drives itself, and has not told the end of. */
  async function aPaymentBegun(): Promise<{ readonly decline: () => Promise<unknown> }> {
    const { commerce } = lane.till;
    const cart = await CartSession.open(commerce, newId(), 'live');
    const { productId } = lane.sample.find(({ isWeighed, minimumAge }) => !isWeighed && minimumAge === null)!;
    const line = { lineId: newId(), productId, quantity: '1' };
    await cart.change((api, { cartId, seen }) =>
      api.POST('/api/v1/carts/{cartId}/lines', { params: { path: { cartId }, header: seen }, body: line }),
    );
    const [attemptId, { cartId, seen }] = [newId(), cart.call];
    const { remaining } = cart.view.totals;
    const body = { attemptId, tenderTypeId: 'card', amount: remaining, giftCardNumber: null, drivenBy: 'register' } as const;
    const params = { path: { cartId }, header: { ...seen, ...once(newId()) } };
    await commerce.ask((api) => api.POST('/api/v1/carts/{cartId}/tender-attempts', { params, body }));
    const declined = { outcome: 'declined', amount: null, authorization: null, cardLastDigits: null, reason: null } as const;
    const path = { cartId, attemptId };
    const report = '/api/v1/carts/{cartId}/tender-attempts/{attemptId}/report';
    return { decline: () => commerce.ask((api) => api.POST(report, { params: { path, header: once(newId()) }, body: declined })) };
  }

  function inHeadquarters(statement: string): void {
    const database = new Sqlite(join(world.store.dataFolder, 'headquarters', 'headquarters.db'), { timeout: 30_000 });
    database.exec(statement);
    database.close();
  }

  function unitProcess(): number {
    const { processes } = JSON.parse(readFileSync(join(world.store.dataFolder, 'launcher', 'status.json'), 'utf8')) as {
      processes: { name: string; pid: number }[];
    };
    return processes.find(({ name }) => name === 'scale-unit')!.pid;
  }

  /** Causes, and what follows from them. */
  async function found(): Promise<FindingCode[]> {
    const { findings } = judge(await observer.refresh());
    return findings.flatMap(({ code, consequences }) => [code, ...consequences.map((one) => one.code)]);
  }

  const untilFound = (code: FindingCode) => untilUnit(async () => (await found()).includes(code));

  async function untilUnit(isSo: () => Promise<boolean>): Promise<void> {
    while (!(await isSo().catch(() => false))) await sleep(100);
  }
});
