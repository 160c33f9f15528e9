import 'reflect-metadata';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { judge } from '@app/appliance';
import { newId } from '@app/kernel';
import { SimulatorLedger } from '../../tools/simulate/src/ledger';
import { openOwnStore, type OwnStore } from '../../tools/simulate/src/own-store';
import { Random } from '../../tools/simulate/src/random';
import { CartSession } from '../../tools/simulate/src/register/cart-session';
import { once } from '../../tools/simulate/src/register/commerce';
import { openLane, type OpenLane } from '../../tools/simulate/src/register/open-lanes';
import { CHANNEL_DATABASE } from '../../tools/simulate/src/store/chain';
import { RunningProcess } from '../../tools/simulate/src/store/process';
import { until, WatchingConsole } from './support/watching-console';

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
  let watching: WatchingConsole;
  // As the launcher's.
  let aheadMs = -BEHIND_DAYS * DAY_MS;
  const clock = { now: () => Date.now() + aheadMs };

  beforeAll(async () => {
    world = await openOwnStore({ registerCount: 1, productCount: 20, folder });
    await world.store.unit.stop();
    launcher = startLauncher();
    await until(() => fetch(`${world.store.unitUrl}/readyz`).then(({ ok }) => ok));
    lane = await openLane(world, new SimulatorLedger(join(folder, 'ledger.jsonl')), world.registerIds[0]!, new Random(1));
    watching = new WatchingConsole(world.store, clock);
    watching.fixups.start();
  }, 120_000);

  afterAll(async () => {
    watching?.close();
    await launcher?.stop();
    await world?.close();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  it('says that its clock is a year behind, and goes by the clock of headquarters, whose certificate is not valid by its own', async () => {
    await watching.untilFound('clock.wrong');
    await until(async () => !(await watching.found()).some((code) => code.startsWith('line.')));
    const { status } = watching.observer.now();
    expect(Math.abs(status!.clock.offsetMs! - BEHIND_DAYS * DAY_MS)).toBeLessThan(120_000);
    expect(Math.abs(status!.clock.now - Date.now())).toBeLessThan(120_000);
  });

  it('tells registers what waits while headquarters is stopped, and takes it back when it is there again', async () => {
    const { lineToHeadquarters } = world.store;
    const told = async () => (await lane.till.commerce.ask((api) => api.GET('/api/v1/notices'))).content.notices.map(({ code }) => code);
    expect(await told()).toEqual([]);
    lineToHeadquarters.cut();
    await world.store.headquarters.kill();
    await until(async () => (await told()).length > 0);
    expect(await told()).toEqual(['headquarters.away']);
    await watching.untilFound('line.down');
    await world.store.startHeadquarters();
    lineToHeadquarters.restore();
    await until(async () => {
      await world.management.post('/exchange/retry', {}).catch(() => undefined);
      return (await told()).length === 0;
    });
    expect(await watching.found()).not.toContain('line.down');
  }, 60_000);

  it('says that headquarters refuses its sales, and sends them by itself when it does no more', async () => {
    // Headquarters thinks that the box belongs to another store.
    inHeadquarters("UPDATE box SET channel_database_id = 'another'");
    await lane.register.moveCash('paid-in', '1.00');
    await until(async () => {
      await world.management.post('/exchange/send', {});
      return (await watching.found()).includes('upload.stuck');
    });
    inHeadquarters(`UPDATE box SET channel_database_id = '${CHANNEL_DATABASE}'`);
    await until(async () => {
      aheadMs += 6 * 60_000;
      return !(await watching.found()).includes('upload.stuck');
    });
    expect(watching.fixups.runs()[0]).toMatchObject({ kind: 'retry-upload', by: 'itself', outcome: 'done' });
  }, 60_000);

  it('is started anew by itself when it hangs, but never while a customer is at the terminal', async () => {
    const cart = await aPaymentBegun();
    await watching.observer.refresh();
    const hung = unitProcess()!;
    process.kill(hung, 'SIGSTOP');
    await watching.observer.refresh();
    aheadMs += 61_000;
    expect(judge(watching.observer.now()).first).toMatchObject({ code: 'unit.silent' });
    expect(watching.fixups.plans().find(({ kind }) => kind === 'restart-unit')).toMatchObject({ openPayments: 1, byItselfEveryMs: null });
    expect(unitProcess()).toBe(hung);
    process.kill(hung, 'SIGCONT');
    await until(() => cart.decline().then(() => true));
    await watching.observer.refresh();
    process.kill(hung, 'SIGSTOP');
    await watching.observer.refresh();
    aheadMs += 61_000;
    await watching.observer.refresh();
    await until(async () => unitProcess() !== hung && (await watching.found()).every((code) => !code.startsWith('unit.')));
    expect(watching.fixups.runs()[0]).toMatchObject({ kind: 'restart-unit', by: 'itself', outcome: 'done', heals: ['unit.silent'] });
  }, 90_000);

  it('says that it stops again and again, and that it was stopped, and is started when a person asks', async () => {
    aheadMs = -BEHIND_DAYS * DAY_MS;
    await until(async () => {
      const pid = unitProcess();
      if (pid !== null) process.kill(pid, 'SIGKILL');
      return (await watching.found()).includes('unit.crashing');
    });
    const seen = await restartedByAPerson();
    expect(seen).toContain('unit.starting');
    await watching.control.stop('scale-unit');
    expect((await watching.causes())[0]).toMatchObject({ code: 'unit.stopped', weight: 'stops-selling', action: 'restart-unit' });
    await restartedByAPerson();
  }, 60_000);

  /** What was found until the unit answered again. */
  async function restartedByAPerson(): Promise<Set<string>> {
    const seen = new Set<string>();
    const asked = { acceptsOpenPayments: false, permissions: new Set(['stop-selling']) };
    expect(await watching.fixups.run('restart-unit', asked)).toMatchObject({ by: 'person', outcome: 'done' });
    await until(async () => {
      const codes = await watching.found();
      for (const code of codes) seen.add(code);
      return !codes.some((code) => code.startsWith('unit.'));
    });
    return seen;
  }

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

  /** Null while it waits for its next start. */
  function unitProcess(): number | null {
    const { processes } = JSON.parse(readFileSync(join(world.store.dataFolder, 'launcher', 'status.json'), 'utf8')) as {
      processes: { name: string; pid: number | null }[];
    };
    return processes.find(({ name }) => name === 'scale-unit')!.pid;
  }
});
