import { cpSync, rmSync } from 'node:fs';
import { judge, ownObservation, type UnitStatus } from '@app/appliance';
import { newId } from '@app/kernel';
import { KeyFiles } from '@app/platform';
import type { Capsule } from '@app/protocol';
import { MILK } from '@app/testing';
import { declareLost } from '../src/cli/journal-commands';
import { openTestUnit, type TestUnit } from './a-unit';
import { PEPPER, PINS, twoStores } from './support/two-stores';

// A busy machine may need this long for what an idle one does in a second.
jest.setTimeout(60_000);

let unit: TestUnit;
beforeEach(async () => {
  unit = await openTestUnit(await twoStores());
  unit.app.get(KeyFiles).write('peppers.json', JSON.stringify({ le1: PEPPER }));
});
afterEach(() => unit.close());

const management = async (method: 'GET' | 'POST', path: string, body?: object) => {
  const headers = { authorization: `Bearer ${unit.parts.keys.tokenFor('machine.token')}` };
  return unit.call({ method, path: `/management/v1${path}`, headers, ...(body && { body }) });
};
const headerOf = ({ record }: Capsule) => JSON.parse(record) as { registerId: string; type: string; sequence: number; recordId: string };

/** A register as its developer would write it: keeps every capsule, shows the newest of each kind, logs on with a PIN. */
class Till {
  readonly capsules: Capsule[] = [];
  private headers: Record<string, string> = {};

  private constructor(private readonly registerId: string) {}

  static async at(registerId: string): Promise<Till> {
    const till = new Till(registerId);
    const { activationCode } = (await management('POST', '/activation-codes', { channelId: 'store-1', registerId })).body;
    const body = { activationCode, deviceName: `till ${registerId}` };
    const { deviceToken } = (await unit.call({ method: 'POST', path: '/api/v1/devices/activate', body })).body;
    till.headers = { authorization: `Bearer ${deviceToken}` };
    await till.logOn();
    return till;
  }

  /** What it was given; with `isLost`, the answer never arrives. */
  async logOn({ isLost = false } = {}) {
    const answer = await this.post('/session/log-on', { staffId: 'anna', pin: PINS.anna, heads: this.heads() });
    if (isLost) return answer;
    this.headers = { ...this.headers, 'store-session': answer.body.sessionToken };
    this.capsules.push(...answer.body.capsules);
    return answer;
  }

  openShift = () => this.keep(this.post('/shifts', { shiftId: newId(), float: '0.00' }));

  sell = () =>
    this.keep(
      this.post('/sales', {
        transactionId: newId(),
        lines: [{ lineId: newId(), barcode: MILK }],
        tenders: [{ tenderId: newId(), tenderTypeId: 'cash', amount: '6.90' }],
      }),
    );

  giveBack = () => this.post('/capsules', { capsules: this.capsules });

  private async keep(asked: ReturnType<TestUnit['call']>) {
    const answer = await asked;
    this.capsules.push(...(answer.body.capsules ?? []));
    return answer;
  }

  private post(path: string, body: object) {
    return unit.call({ method: 'POST', path: `/api/v1${path}`, body, headers: { ...this.headers, 'idempotency-key': newId() } });
  }

  private heads() {
    const heads = new Map<string, { type: string; sequence: number; digest: string }>();
    for (const capsule of this.capsules) {
      const { registerId, type, sequence } = headerOf(capsule);
      if (registerId !== this.registerId || sequence <= (heads.get(type)?.sequence ?? 0)) continue;
      heads.set(type, { type, sequence, digest: capsule.digest });
    }
    return [...heads.values()];
  }
}

describe('a store file that was put back, cloned or moved', () => {
  let busy: Till;
  let idle: Till;

  /** Both registers open; a copy is taken; the busy one sells on; the copy comes back as another file. */
  beforeEach(async () => {
    [busy, idle] = [await Till.at('r1'), await Till.at('r2')];
    for (const till of [busy, idle]) expect((await till.openShift()).status).toBe(201);
    const copy = `${unit.parts.settings.dataDir}-copy`;
    unit = await unit.restart((dataDir) => cpSync(dataDir, copy, { recursive: true }));
    await busy.logOn();
    expect((await busy.sell()).status).toBe(201);
    unit = await unit.restart((dataDir) => {
      rmSync(dataDir, { recursive: true });
      cpSync(copy, dataDir, { recursive: true });
    });
  });

  it('ends every session, says why, and names the registers that must log on', async () => {
    const status = (await management('GET', '/status')).body as UnitStatus;
    expect(judge(ownObservation(status)).first).toMatchObject({ code: 'box.behind', weight: 'stops-selling', action: 'show-registers' });
    expect(status).toMatchObject({
      box: { state: 'behind', awaited: [{ registerId: 'r1' }, { registerId: 'r2' }] },
      alarms: [{ code: 'box.older-copy', details: { reason: 'store-file' } }],
    });
    expect(await unit.call({ method: 'GET', path: '/readyz' })).toMatchObject({ status: 503, body: { reason: 'behind' } });
    expect((await idle.sell()).body.code).toBe('session.ended');
  });

  it('lets a register that holds nothing newer sell only once the others have shown what they hold', async () => {
    expect((await idle.logOn()).body.box).toMatchObject({
      state: 'behind',
      missing: { heads: [], counters: [], devices: [{ registerId: 'r1', name: 'till r1' }] },
    });
    expect((await idle.sell()).body.code).toBe('box.behind-registers');
    expect((await busy.logOn()).body.box).toMatchObject({ state: 'behind', missing: { devices: [] } });
    expect((await idle.sell()).body.code).toBe('box.behind-registers');
    expect((await busy.giveBack()).body).toMatchObject({ conflicts: [], box: { state: 'ready' } });
    expect((await idle.sell()).status).toBe(201);
    expect((await busy.sell()).status).toBe(201);
  });

  it('waits for nobody once a manager says so, and the word stands in the journal', async () => {
    await idle.logOn();
    const said: string[] = [];
    const client = {
      get: async (path: string) => (await management('GET', path)).body as unknown,
      post: async (path: string, body?: object) => (await management('POST', path, body)).body as unknown,
    };
    await declareLost(client, { staff: 'anna', yes: true }, (line) => void said.push(line));
    expect(said[0]).toBe('store-1/r1 (till r1) has not shown its last records. Log on there.');
    expect(said.at(-2)).toBe('The store no longer waits for till r1.');
    expect((await idle.sell()).status).toBe(201);
    const { body } = await idle.logOn();
    const records = body.capsules.map(({ record }: Capsule): unknown => JSON.parse(record));
    const content = { event: 'device-not-awaited', approvedBy: 'anna', details: expect.objectContaining({ registerId: 'r1' }) as unknown };
    const word = { registerId: null, staffId: 'anna', body: expect.objectContaining(content) as unknown };
    expect(records).toContainEqual(expect.objectContaining(word));
  });

  it('does not wait for a register that is taken out of service', async () => {
    await idle.logOn();
    const [awaited] = (await management('GET', '/journal/missing')).body.box.missing.devices;
    await management('POST', `/devices/${awaited.deviceId}/revoke`);
    expect((await idle.sell()).status).toBe(201);
  });

  it('is noticed once: the next start on the same file sells at once', async () => {
    for (const till of [busy, idle]) await till.logOn();
    await busy.giveBack();
    unit = await unit.restart();
    expect((await management('GET', '/status')).body.box.state).not.toBe('behind');
    await idle.logOn();
    expect((await idle.sell()).status).toBe(201);
  });
});

describe('a log-on whose answer was lost', () => {
  it('gives its records to the next one, and no record twice to a register that shows it', async () => {
    const till = await Till.at('r1');
    const lost = (await till.logOn({ isLost: true })).body.capsules as Capsule[];
    const held = new Set(till.capsules.map(({ digest }) => digest));
    const { capsules } = (await till.logOn()).body as { capsules: Capsule[] };
    expect(capsules).toEqual(expect.arrayContaining(lost));
    const again = capsules.filter(({ digest }) => held.has(digest)).map(headerOf);
    expect(again.filter(({ registerId }) => registerId === 'r1')).toEqual([]);
  });

  it('gives a register what the log-on of another one left in its name', async () => {
    const first = await Till.at('r1');
    await management('POST', '/activation-codes', { channelId: 'store-1', registerId: 'r2' });
    const taken = (await first.logOn()).body.capsules as Capsule[];
    const issued = taken.find((capsule) => headerOf(capsule).registerId === 'r2');
    const second = await Till.at('r2');
    expect(second.capsules).toContainEqual(issued);
  });
});
