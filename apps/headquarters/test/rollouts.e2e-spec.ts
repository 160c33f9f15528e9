import 'reflect-metadata';
import { setUpDemoChain } from '../src/doors/generated/demo-chain';
import { Rollouts } from '../src/rollouts/rollouts';
import { answered, servedHeadquarters, type ServedHeadquarters } from './kit/exchange';
import { beatAll, enrolFleet, letPass, type Fate, type RolloutBox } from './kit/rollout-fleet';

const MINUTE = 60_000;
const STORES = 20;

interface Details {
  readonly rolloutId: string;
  readonly state: string;
  readonly ring: number;
  readonly rings: readonly { readonly boxCount: number; readonly touched: number; readonly good: number; readonly failed: number }[];
  readonly failures: readonly { readonly reason: string; readonly count: number }[];
  readonly events: readonly { readonly kind: string; readonly who: string }[];
}

/** Twenty enrolled boxes that take their orders with their heartbeats, over TLS. One in five is of another platform. */
describe('a rollout over twenty boxes', () => {
  let headquarters: ServedHeadquarters;
  let boxes: RolloutBox[];

  beforeAll(async () => {
    headquarters = await servedHeadquarters();
    await setUpDemoChain(headquarters.database, headquarters.peppers);
    const fleet = Array.from({ length: STORES }, (_, at) => ({ platform: at % 5 === 0 ? 'linux-arm64' : 'linux-x64', database: 'sqlite' }));
    boxes = await enrolFleet(headquarters, fleet);
    await beatAll(boxes);
  });
  afterAll(() => headquarters.dispose());
  afterEach(async () => {
    for (const { rolloutId, state } of await listed()) if (state === 'running' || state === 'halted') await post(`${rolloutId}/cancel`);
    for (const box of boxes) box.fate = 'good';
    await letPass(boxes);
  });

  const post = (path: string, body?: unknown) => headquarters.admin('POST', `/api/v1/rollouts${path === '' ? '' : `/${path}`}`, body);
  const look = () => headquarters.service.app.get(Rollouts).look();
  async function listed(): Promise<readonly Details[]> {
    return ((await headquarters.admin('GET', '/api/v1/rollouts')).body as { rollouts: Details[] }).rollouts;
  }
  async function started(version: string, more: object = {}): Promise<string> {
    const { status, body } = await post('', { version, percents: [10, 50, 100], ...more });
    expect({ status, body }).toMatchObject({ status: 201 });
    return (body as Details).rolloutId;
  }
  async function shown(rolloutId: string): Promise<Details> {
    return (await headquarters.admin('GET', `/api/v1/rollouts/${rolloutId}`)).body;
  }
  const fated = (fate: Fate, platform: string) => {
    for (const box of boxes) if (box.traits['platform'] === platform) box.fate = fate;
  };
  const running = (version: string) => boxes.filter((box) => box.version === version).length;

  it('goes from one box to all, ring after ring, and says what was decided', async () => {
    const rolloutId = await started('1.1.0');
    await beatAll(boxes);
    expect(boxes.filter(({ isUnderWay }) => isUnderWay)).toHaveLength(1);
    await letPass(boxes);
    const { state, rings, events } = await shown(rolloutId);
    expect(state).toBe('done');
    expect(rings.map(({ boxCount, good }) => [boxCount, good])).toEqual([[2, 2], [8, 8], [10, 10]]); // prettier-ignore
    expect(running('1.1.0')).toBe(STORES);
    expect(events.map(({ kind, who }) => `${kind} by ${who}`)).toEqual([
      'finished by headquarters', 'widened by headquarters', 'widened by headquarters', 'started by administrator',
    ]); // prettier-ignore
  });

  it('halts in the first ring when it fails on one kind of box, and says so to people', async () => {
    fated('undone', 'linux-arm64');
    const rolloutId = await started('1.2.0');
    await letPass(boxes);
    const { state, ring, rings, failures } = await shown(rolloutId);
    expect({ state, ring }).toEqual({ state: 'halted', ring: 0 });
    expect(rings.reduce((sum, { touched }) => sum + touched, 0)).toBe(2);
    expect(failures).toEqual([{ reason: 'probe.failed', count: 1 }]);
    const { alarms } = (await headquarters.admin('GET', '/api/v1/alarms')).body as { alarms: { kind: string; subject: string }[] };
    expect(alarms).toContainEqual(expect.objectContaining({ kind: 'rollout.halted', subject: rolloutId }));
  });

  it('touches one store when it fails everywhere', async () => {
    for (const box of boxes) box.fate = 'refused';
    const rolloutId = await started('1.3.0');
    await letPass(boxes);
    const { state, rings } = await shown(rolloutId);
    expect({ state, touched: rings.reduce((sum, { touched }) => sum + touched, 0) }).toEqual({ state: 'halted', touched: 1 });
  });

  it('counts a box that fell silent with its order as failed, and not one that was never told', async () => {
    fated('silent', 'linux-x64');
    const rolloutId = await started('1.4.0');
    await beatAll(boxes);
    headquarters.pass(11 * MINUTE);
    await beatAll(boxes);
    await look();
    expect(await shown(rolloutId)).toMatchObject({ state: 'halted', failures: [{ reason: 'box.silent', count: 1 }] });
    for (const box of boxes) [box.fate, box.order] = ['good', null];
    expect((await post(`${rolloutId}/go-on`)).status).toBe(200);
    await letPass(boxes);
    expect(await shown(rolloutId)).toMatchObject({ state: 'done' });
    expect(running('1.4.0')).toBe(STORES - 1);
  });

  it('takes back what was not begun when somebody halts it, and goes on afterwards', async () => {
    const rolloutId = await started('1.5.0');
    await beatAll(boxes);
    await post(`${rolloutId}/halt`);
    await beatAll(boxes);
    expect(boxes.filter(({ isUnderWay }) => isUnderWay)).toEqual([]);
    await beatAll(boxes);
    expect((await shown(rolloutId)).rings.reduce((sum, { touched }) => sum + touched, 0)).toBe(0);
    await post(`${rolloutId}/go-on`);
    await letPass(boxes);
    expect(running('1.5.0')).toBe(STORES);
  });

  it('takes it back too from a box that was given up as silent, and comes back before it has switched', async () => {
    fated('silent', 'linux-x64');
    const rolloutId = await started('1.5.1');
    await beatAll(boxes);
    const [silent] = boxes.filter(({ isUnderWay }) => isUnderWay);
    headquarters.pass(11 * MINUTE);
    await beatAll(boxes);
    await look();
    expect(await shown(rolloutId)).toMatchObject({ state: 'halted', failures: [{ reason: 'box.silent', count: 1 }] });
    silent!.fate = 'good';
    await silent!.beat();
    expect(silent!.isUnderWay).toBe(false);
  });

  it('is undone on every box that took it, at once', async () => {
    const rolloutId = await started('1.6.0', { channelDatabaseIds: ['store-0003', 'store-0004'] });
    await letPass(boxes);
    expect(running('1.6.0')).toBe(2);
    const { status, body } = await post(`${rolloutId}/undo`);
    expect({ status, body }).toMatchObject({ status: 201, body: { kind: 'undo', undoes: rolloutId } });
    await beatAll(boxes);
    expect(boxes.flatMap(({ order }) => order ?? [])).toMatchObject([{ kind: 'undo', version: '1.5.0' }, { kind: 'undo', version: '1.5.0' }]);
    await letPass(boxes);
    expect(running('1.6.0')).toBe(0);
    expect(await shown(rolloutId)).toMatchObject({ state: 'undone' });
  }); // prettier-ignore

  it('is refused where it cannot be: no such store, boxes that are taken, versions and rings that are none', async () => {
    expect(await post('', { version: '1.7.0', channelDatabaseIds: ['nowhere'] })).toMatchObject({ status: 409, body: { code: 'rollout.no-boxes' } });
    const rolloutId = await started('1.7.0');
    expect(await post('', { version: '1.8.0' })).toMatchObject({ status: 409, body: { code: 'rollout.box-taken' } });
    expect(await post(`${rolloutId}/go-on`)).toMatchObject({ status: 409, body: { code: 'rollout.wrong-state' } });
    expect(await post(`${rolloutId}/undo`)).toMatchObject({ status: 409, body: { code: 'rollout.nothing-to-undo' } });
    for (const bad of [{ version: '../../etc' }, { version: '1.7.0', percents: [50, 10] }, { version: '1.7.0', url: 'https://elsewhere' }]) {
      expect((await post('', bad)).status).toBe(400);
    }
    expect((await headquarters.admin('POST', '/api/v1/rollouts', { version: '1.8.0' }, null)).status).toBe(401);
    expect((await post('018f0000-0000-7000-8000-000000000001/halt')).status).toBe(404);
  }); // prettier-ignore

  it('tells a box that does not update nothing', async () => {
    await started('1.9.0');
    const { box } = boxes[1]!;
    const body = { at: 1, channelDatabaseId: box.channelDatabaseId, softwareVersion: '1.0.0', isUnitRunning: true, waitingSales: null, waitingAmounts: null, oldestWaitingAt: null };
    const sent = { method: 'POST', path: '/exchange/v1/heartbeats', body: JSON.stringify(body), deadlineMs: 30_000 } as const;
    expect(answered(await headquarters.client(box.consoleKey, headquarters.clock).call(sent)).status).toBe(204);
  }); // prettier-ignore
});
