import 'reflect-metadata';
import type { EnrolmentAnswer, Heartbeat } from '@app/protocol';
import { putChannelDatabase } from '../src/company/channel-databases';
import { setUpDemoChain } from '../src/doors/generated/demo-chain';
import { exchangeWith } from './kit/enrolled-box';
import { answered, servedHeadquarters, type ServedHeadquarters } from './kit/exchange';
import { TestBox } from './kit/test-box';

const MINUTE = 60_000;
const STORES = 50;
const DEADLINE = { deadlineMs: 30_000 };

interface Cause {
  readonly code: string;
  readonly since: number;
  readonly channelDatabaseIds: readonly string[];
}

/** Fifty enrolled boxes, each with a key of its own, that say over TLS how their stores are. */
describe('fifty stores that share a trouble', () => {
  let headquarters: ServedHeadquarters;
  const stores: TestBox[] = [];
  const line = { code: 'line.intercepted', weight: 'limits-selling' };

  beforeAll(async () => {
    headquarters = await servedHeadquarters();
    await setUpDemoChain(headquarters.database, headquarters.peppers);
    const { call, issueCode } = exchangeWith(() => headquarters);
    for (let number = 1; number <= STORES; number += 1) {
      const channelDatabaseId = `store-${String(number).padStart(2, '0')}`;
      const database = { channelDatabaseId, dataGroupId: 'harbour', name: channelDatabaseId, channelIds: [] };
      await headquarters.database.unitOfWork.run((tx) => putChannelDatabase(tx, database));
      const box = new TestBox(channelDatabaseId);
      await call<EnrolmentAnswer>(box, 'POST', 'enrolments', box.enrolmentRequest(await issueCode({ channelDatabaseId, isReplacement: false })));
      stores.push(box);
    }
  }); // prettier-ignore
  afterAll(() => headquarters.dispose());

  const now = () => headquarters.clock.now();

  async function beat(box: TestBox, parts: Partial<Heartbeat> = {}): Promise<number> {
    const body: Heartbeat = {
      at: now(), channelDatabaseId: box.channelDatabaseId, softwareVersion: '0.1.0', isUnitRunning: true,
      waitingSales: 0, waitingAmounts: {}, oldestWaitingAt: null, causes: [], ...parts,
    }; // prettier-ignore
    const sent = { method: 'POST', path: '/exchange/v1/heartbeats', body: JSON.stringify(body), ...DEADLINE } as const;
    return answered(await headquarters.client(box.consoleKey, headquarters.clock).call(sent)).status;
  }

  const beatAll = (parts?: Partial<Heartbeat>) => Promise.all(stores.map((box) => beat(box, parts)));

  async function causes(): Promise<readonly Cause[]> {
    const { body } = await headquarters.admin('GET', '/api/v1/fleet/causes');
    return (body as { causes: Cause[] }).causes;
  }

  it('are nothing to tell while they are well', async () => {
    expect(new Set(await beatAll())).toEqual(new Set([204]));
    expect(await causes()).toEqual([]);
  });

  it('are one alert when they lose headquarters, and none when they are heard again', async () => {
    const lostAt = now();
    headquarters.pass(4 * MINUTE);
    expect(await causes()).toEqual([]);
    headquarters.pass(2 * MINUTE);
    const [cause, ...others] = await causes();
    expect(others).toEqual([]);
    expect(cause).toMatchObject({ code: 'box.silent', channelDatabaseIds: stores.map(({ channelDatabaseId }) => channelDatabaseId) });
    expect(cause!.since).toBeLessThanOrEqual(lostAt);
    await beatAll();
    expect(await causes()).toEqual([]);
  });

  it('are one alert when they tell the same cause, beside that of a store of its own', async () => {
    const since = now();
    await beatAll({ causes: [{ ...line, since }] });
    await beat(stores[7]!, { causes: [{ ...line, since }, { code: 'database.slow', weight: 'attention', since }] }); // prettier-ignore
    expect((await causes()).map(({ code, channelDatabaseIds }) => [code, channelDatabaseIds.length])).toEqual([
      ['line.intercepted', STORES],
      ['database.slow', 1],
    ]);
  });
});
