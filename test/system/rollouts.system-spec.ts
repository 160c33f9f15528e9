import 'reflect-metadata';
import { join } from 'node:path';
import { beginUpdate, moveUpdate, type Update, type UpdateEvent } from '@app/appliance';
import { KeyFiles } from '@app/platform';
import { UpdateFolder } from '@app/updates';
import { HeartbeatService } from '../../apps/console/src/heartbeat/heartbeat.service';
import { SOFTWARE_VERSION } from '../../apps/console/src/software-version';
import { HeadquartersOrders } from '../../apps/console/src/updates/headquarters-orders';
import { AConsole } from '../../apps/console/test/kit/a-console';
import { ALauncher } from '../../apps/console/test/kit/a-launcher';
import { setUpDemoChain } from '../../apps/headquarters/src/doors/generated/demo-chain';
import { exchangeWith } from '../../apps/headquarters/test/kit/enrolled-box';
import { servedHeadquarters, type ServedHeadquarters } from '../../apps/headquarters/test/kit/exchange';

const NOTHING = { opensAt: null, closesAt: null, deadlineAt: null };
const VERSION = '9.1.0';

interface Listed {
  readonly rolloutId: string;
  readonly state: string;
}

/** A real console and a real headquarters; who would carry the order out is asked to start, and its files are written here. */
describe('a box on a rollout of headquarters', () => {
  const console = new AConsole({ UPDATER_URL: 'https://updates.chain.example' });
  const launcher = new ALauncher(console.dataDir);
  let headquarters: ServedHeadquarters;
  let files: UpdateFolder;
  const beat = () => console.app.get(HeartbeatService).beat();
  const post = async (path: string, body?: unknown): Promise<Listed> =>
    (await headquarters.admin('POST', `/api/v1/rollouts${path}`, body)).body;
  const started = (version = VERSION, window: object | null = null) => post('', { version, window });
  const boxOf = async (rolloutId: string) =>
    ((await headquarters.admin('GET', `/api/v1/rollouts/${rolloutId}/boxes`)).body as { boxes: Record<string, unknown>[] }).boxes[0]!;
  const stateOf = async (rolloutId: string) => ((await headquarters.admin('GET', `/api/v1/rollouts/${rolloutId}`)).body as Listed).state;

  /** As the process that carries orders out begins one, and ends it. */
  const begun = (): Update => {
    const order = files.order()!;
    files.forgetFacts();
    files.saveFact('order', order);
    return kept(beginUpdate({ updateId: order.orderId, from: SOFTWARE_VERSION, to: order.version }, console.now()));
  };
  const kept = (update: Update): Update => {
    files.save(update);
    return update;
  };
  const moved = (update: Update, event: UpdateEvent): Update => kept(moveUpdate(update, event, console.now()));
  const ended = (update: Update): void => {
    files.addToHistory({ ...update, kind: 'install', orderedBy: 'Headquarters', pauseMs: null, returnMs: null });
    files.dropOrder();
  };

  beforeAll(async () => {
    headquarters = await servedHeadquarters();
    await setUpDemoChain(headquarters.database, headquarters.peppers);
    const store = await exchangeWith(() => headquarters).enrolledBox();
    const pem = store.consoleKey.privateKey.export({ type: 'pkcs8', format: 'pem' });
    new KeyFiles(join(console.dataDir, 'console', 'keys')).write('console.pem', String(pem));
    console.peer.enrolment = {
      instanceId: store.instanceId,
      channelDatabaseId: store.channelDatabaseId,
      headquartersUrl: headquarters.baseUrl,
      headquartersKey: headquarters.signingKey.publicKey,
      headquartersAuthority: headquarters.service.certificate.authorityCertificate,
    };
    await console.start();
    await console.setUpAdmin();
    files = new UpdateFolder(join(console.dataDir, 'updates'));
    await launcher.open();
    await console.observe();
    expect(await beat()).toBe('sent');
  }, 60_000);
  afterAll(async () => {
    await console.stop();
    await launcher.close();
    await headquarters.dispose();
  });

  it('gets its order with the answer of a heartbeat, in hours of its own clock, and starts who carries it out', async () => {
    const { rolloutId } = await started(VERSION, { from: '02:00', to: '05:00' });
    expect(await beat()).toBe('sent');
    expect(files.order()).toMatchObject({ version: VERSION, kind: 'install', orderedBy: 'Headquarters' });
    const { opensAt, closesAt } = files.order()!.window;
    const atDoor = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Dublin', hour: '2-digit', minute: '2-digit' });
    expect([opensAt, closesAt].map((at) => atDoor.format(at!))).toEqual(['02:00', '05:00']);
    expect(launcher.started).toEqual(['updater']);
    await beat();
    expect(await boxOf(rolloutId)).toMatchObject({ state: 'ordered', updateState: 'ordered' });
    expect((await console.get('/audit?limit=50')).body.entries).toContainEqual(
      expect.objectContaining({ who: 'Headquarters', action: 'update.order', subject: VERSION, outcome: 'done' }),
    );
  });

  it('takes it back while nothing was switched, when headquarters halts, and gets it anew', async () => {
    const [{ rolloutId }] = (await headquarters.admin('GET', '/api/v1/rollouts')).body['rollouts'] as [Listed];
    const update = begun();
    await post(`/${rolloutId}/halt`);
    await beat();
    expect(() => files.throwIfCancelled(update.updateId)).toThrow('cancelled by Headquarters');
    ended(moved(update, { kind: 'failed', reason: { code: 'asked', detail: 'cancelled by Headquarters' } }));
    await beat();
    expect(await boxOf(rolloutId)).toMatchObject({ state: 'planned', reason: 'order.withdrawn', toldAt: null });
    await post(`/${rolloutId}/go-on`);
    await beat();
    expect(files.order()?.orderId).not.toBe(update.updateId);
    await post(`/${rolloutId}/cancel`);
    await beat();
    ended(moved(begun(), { kind: 'failed', reason: { code: 'asked', detail: 'cancelled by Headquarters' } }));
    await beat();
  });

  it('says why it went back, which halts the rollout, and that it ended well, which ends it', async () => {
    const { rolloutId } = await started();
    await beat();
    let update = begun();
    for (let step = 0; step < 6; step += 1) update = moved(update, { kind: 'done' });
    await beat();
    expect(await boxOf(rolloutId)).toMatchObject({ state: 'ordered', updateState: 'proving', fromVersion: SOFTWARE_VERSION });
    ended(moved(moved(update, { kind: 'failed', reason: { code: 'probe.failed', detail: '/ready 503' } }), { kind: 'done' }));
    await beat();
    expect(await boxOf(rolloutId)).toMatchObject({ state: 'failed', reason: 'probe.failed', detail: '/ready 503' });
    expect(await stateOf(rolloutId)).toBe('halted');
    await post(`/${rolloutId}/cancel`);
    const again = await started();
    await beat();
    update = begun();
    for (let step = 0; step < 7; step += 1) update = moved(update, { kind: 'done' });
    ended(update);
    await beat();
    expect(await stateOf(again.rolloutId)).toBe('done');
  });

  it('refuses what a breached headquarters orders, touches nothing, and headquarters hears why', async () => {
    const { rolloutId } = await started();
    const plant = (set: string, value: string | number) =>
      headquarters.database.unitOfWork.run((tx) => tx.run(`UPDATE {rollout_box} SET ${set} = ? WHERE rollout_id = ?`, [value, rolloutId]));
    await plant('version', '../../../etc/passwd');
    const before = launcher.started.length;
    expect(await beat()).toBe('sent');
    await beat();
    expect(await boxOf(rolloutId)).toMatchObject({ state: 'failed', reason: 'order.malformed', detail: '/version: invalid_format' });
    expect(files.order()).toBeUndefined();
    expect(launcher.started).toHaveLength(before);
  });

  it.each([
    ['order.malformed', { version: '9.9.9', url: 'https://elsewhere' }],
    ['order.malformed', { version: `9.9.${'9'.repeat(100)}` }],
    ['order.malformed', { version: '9.9.9', kind: 'run', window: NOTHING }],
    ['order.malformed', { version: '9.9.9', window: { opensAt: 1.5, closesAt: null, deadlineAt: null } }],
    ['order.window-over', { version: '9.9.9', window: { ...NOTHING, closesAt: 1 } }],
    ['order.window-far', { version: '9.9.9', window: { ...NOTHING, opensAt: 9e15 } }],
    ['order.not-before', { version: '0.0.1', kind: 'undo' }],
    ['order.already-running', { version: SOFTWARE_VERSION }],
  ])('refuses with %s: %j', async (code, parts) => {
    const orders = console.app.get(HeadquartersOrders);
    const orderId = crypto.randomUUID();
    await orders.take({ update: { order: { orderId, kind: 'install', window: NOTHING, ...parts } } });
    expect(orders.report().last).toMatchObject({ orderId, state: 'refused', reason: { code } });
    expect(files.order()).toBeUndefined();
  });
});
