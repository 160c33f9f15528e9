import { findLockOut } from '@app/channel-db';
import { KeyFiles } from '@app/platform';
import { openTestUnit, type TestUnit } from './a-unit';
import { PEPPER, PINS, twoStores } from './support/two-stores';

// A busy machine may need this long for what an idle one does in a second.
jest.setTimeout(60_000);

const MINUTE_MS = 60_000;
let unit: TestUnit;
let machine: Record<string, string>;

beforeAll(async () => {
  unit = await openTestUnit(await twoStores());
  unit.app.get(KeyFiles).write('peppers.json', JSON.stringify({ le1: PEPPER }));
  machine = { authorization: `Bearer ${unit.parts.keys.tokenFor('machine.token')}` };
});
afterAll(() => unit.close());

/** Moves the clock of the box ahead, for good: no test depends on when it runs. */
let aheadMs = 0;
const wait = (ms: number) => unit.parts.clock.correct((aheadMs += ms));

const issue = async (registerId = 'r1', channelId = 'store-1') =>
  (await unit.call({ method: 'POST', path: '/management/v1/activation-codes', headers: machine, body: { channelId, registerId } })).body
    .activationCode as string;
const activate = (activationCode: string) =>
  unit.call({ method: 'POST', path: '/api/v1/devices/activate', body: { activationCode, deviceName: 'till' } });
const device = async (registerId = 'r1', channelId = 'store-1') => {
  const { body } = await activate(await issue(registerId, channelId));
  return { id: body.deviceId as string, headers: { authorization: `Bearer ${body.deviceToken}` } };
};
const logOn = (headers: Record<string, string>, staffId = 'anna', pin: string = PINS.anna) =>
  unit.call({ method: 'POST', path: '/api/v1/session/log-on', headers, body: { staffId, pin } });
const show = (headers: Record<string, string>) => unit.call({ method: 'GET', path: '/api/v1/session', headers });

describe('an activation code', () => {
  it('makes one device one register, as a person types it', async () => {
    const code = await issue();
    const first = await activate(` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)}`);
    expect(first).toMatchObject({ status: 201, body: { channelId: 'store-1', registerId: 'r1', name: 'till' } });
    expect(await activate(code)).toMatchObject({ status: 401, body: { code: 'activation.refused', field: '/activationCode' } });
  });

  it('is good for ten minutes', async () => {
    const code = await issue();
    wait(10 * MINUTE_MS);
    expect((await activate(code)).status).toBe(401);
  });

  it('is burnt after five wrong ones', async () => {
    const code = await issue();
    for (let tries = 0; tries < 5; tries += 1) expect((await activate('00000000')).status).toBe(401);
    expect((await activate(code)).status).toBe(401);
    expect((await activate(await issue())).status).toBe(201);
  });

  it('replaces the device that was the register before, and a revoked device is refused at once', async () => {
    const old = await device();
    const next = await device();
    expect(await show(old.headers)).toMatchObject({ status: 401, body: { code: 'auth.revoked' } });
    expect((await show(next.headers)).status).toBe(200);
    await unit.call({ method: 'POST', path: `/management/v1/devices/${next.id}/revoke`, headers: machine });
    expect(await show(next.headers)).toMatchObject({ status: 401, body: { code: 'auth.revoked' } });
  });

  it('is for a register that exists', async () => {
    const body = { channelId: 'store-1', registerId: 'far-r1' };
    const refused = await unit.call({ method: 'POST', path: '/management/v1/activation-codes', headers: machine, body });
    expect(refused).toMatchObject({ status: 404, body: { code: 'register.unknown' } });
  });
});

describe('logging on', () => {
  it('gives a session, what the worker may do, and every record that no register holds yet', async () => {
    const till = await device();
    const { status, body } = await logOn(till.headers);
    expect(status).toBe(201);
    expect(body).toMatchObject({ staff: { staffId: 'anna', name: 'Anna' }, box: { state: 'ready' } });
    expect(body.permissions).toContain('close-shift');
    const events = body.capsules.map(({ record }: { record: string }) => JSON.parse(record).body.event);
    expect(events.slice(-3)).toEqual(['activation-code-issued', 'device-activated', 'log-on']);
    expect(await show({ ...till.headers, 'store-session': body.sessionToken })).toMatchObject({
      body: { state: 'active', staff: { staffId: 'anna' } },
    });
  });

  it('refuses a wrong PIN, an unknown worker and a worker of another store alike', async () => {
    const till = await device();
    const answers = [
      await logOn(till.headers, 'anna', '9999'),
      await logOn(till.headers, 'nobody', '1'),
      await logOn(till.headers, 'carl', PINS.carl),
    ];
    for (const answer of answers) expect(answer).toMatchObject({ status: 401, body: { code: 'log-on.refused' } });
  });

  it('waits after three wrong PINs and is locked after eight, on this device only, and the store keeps count, not the process', async () => {
    const [till, other] = [await device('r1'), await device('r2')];
    const refusals: string[] = [];
    for (let tries = 0; tries < 8; tries += 1) {
      const wrong = await logOn(till.headers, 'anna', '0000');
      refusals.push(wrong.body.code);
      if (tries >= 2) expect((await logOn(till.headers)).body.code).toBe(tries === 7 ? 'log-on.locked-out' : 'log-on.too-soon');
      if (tries < 7) wait(MINUTE_MS);
    }
    expect(new Set(refusals)).toEqual(new Set(['log-on.refused']));
    const locked = await logOn(till.headers);
    expect(locked).toMatchObject({ status: 429, body: { code: 'log-on.locked-out', retryable: true } });
    expect(Number(locked.headers['retry-after'])).toBeGreaterThan(29 * 60);
    expect((await logOn(other.headers)).status).toBe(201);
    expect(await findLockOut(unit.parts.store.reader, { channelId: 'store-1', staffId: 'anna', deviceId: till.id })).toMatchObject({
      failures: 8,
    });
    wait(30 * MINUTE_MS);
    expect((await logOn(till.headers)).status).toBe(201);
  });

  it('counts a hundred PINs tried at once as what they are', async () => {
    const till = await device();
    const answers = await Promise.all(Array.from({ length: 100 }, (_, index) => logOn(till.headers, 'anna', String(index))));
    const checked = answers.filter(({ body }) => body.code === 'log-on.refused').length;
    expect(checked).toBeLessThanOrEqual(3);
    expect(answers.every(({ status }) => status === 401 || status === 429)).toBe(true);
  });
});

describe('a session', () => {
  const begin = async () => {
    const till = await device();
    const { body } = await logOn(till.headers);
    return { ...till.headers, 'store-session': body.sessionToken as string };
  };
  const post = (headers: Record<string, string>, path: string, body?: object) =>
    unit.call({ method: 'POST', path: `/api/v1/session/${path}`, headers, body });
  const lookAtCarts = (headers: Record<string, string>) => unit.call({ method: 'GET', path: '/api/v1/transactions', headers });

  it('locks when nobody uses it, keeps everything, and the same PIN unlocks it', async () => {
    const headers = await begin();
    expect((await lookAtCarts(headers)).status).toBe(200);
    wait(16 * MINUTE_MS);
    expect(await lookAtCarts(headers)).toMatchObject({ status: 401, body: { code: 'session.locked' } });
    expect((await show(headers)).body.state).toBe('locked');
    expect((await post(headers, 'unlock', { pin: PINS.ben })).status).toBe(401);
    expect((await post(headers, 'unlock', { pin: PINS.anna })).status).toBe(204);
    expect((await lookAtCarts(headers)).status).toBe(200);
  });

  it('can be locked, and stays so until unlocked', async () => {
    const headers = await begin();
    expect((await post(headers, 'lock')).status).toBe(204);
    expect((await lookAtCarts(headers)).status).toBe(401);
    expect((await post(headers, 'unlock', { pin: PINS.anna })).status).toBe(204);
    expect((await lookAtCarts(headers)).status).toBe(200);
  });

  it('ends after twelve hours, with a new log-on, and with log-off, and is never revived', async () => {
    const headers = await begin();
    for (let minutes = 0; minutes < 12 * 60 - 10; minutes += 10) {
      wait(10 * MINUTE_MS);
      await lookAtCarts(headers);
    }
    expect((await lookAtCarts(headers)).status).toBe(200);
    wait(11 * MINUTE_MS);
    expect(await lookAtCarts(headers)).toMatchObject({ status: 401, body: { code: 'session.ended' } });
    expect((await post(headers, 'unlock', { pin: PINS.anna })).status).toBe(401);
    const again = { ...headers, 'store-session': (await logOn(headers)).body.sessionToken as string };
    expect((await lookAtCarts(again)).status).toBe(200);
    expect((await post(again, 'log-off')).body.capsules).toHaveLength(1);
    expect((await post(again, 'unlock', { pin: PINS.anna })).status).toBe(401);
  });

  it('is good on its own device only', async () => {
    const headers = await begin();
    const other = await device('r2');
    expect(await lookAtCarts({ ...other.headers, 'store-session': headers['store-session'] })).toMatchObject({
      status: 401,
      body: { code: 'session.invalid' },
    });
  });
});

describe('a second person', () => {
  it('allows one operation on one subject for a minute, and nobody allows their own', async () => {
    const till = await device();
    const { body } = await logOn(till.headers, 'ben', PINS.ben);
    const headers = { ...till.headers, 'store-session': body.sessionToken as string };
    const approve = (staffId: string, pin: string) =>
      unit.call({ method: 'POST', path: '/api/v1/session/approvals', headers, body: { staffId, pin, operation: 'return.begin' } });
    const returns = (more: object = {}) =>
      unit.call({ method: 'POST', path: '/api/v1/returns', headers: { ...headers, 'idempotency-key': 'k', ...more }, body: {} });

    expect(await returns()).toMatchObject({
      status: 403,
      body: { code: 'auth.not-permitted', parameters: { permission: 'return-with-receipt', override: 'second-person' } },
    });
    expect(await approve('ben', PINS.ben)).toMatchObject({ status: 422, body: { code: 'approval.own' } });
    const given = await approve('anna', PINS.anna);
    expect(given).toMatchObject({ status: 201, body: { capsules: [expect.anything()] } });
    const approval = { 'store-approval': given.body.approvalToken as string };
    expect((await returns(approval)).body.code).toBe('request.invalid');
    const other = { method: 'POST', path: '/api/v1/carts/01990000-0000-7000-8000-000000000000/void', body: {} } as const;
    expect((await unit.call({ ...other, headers: { ...headers, 'idempotency-key': 'k', ...approval } })).status).toBe(403);
    expect((await returns({ 'store-approval': `${approval['store-approval']}x` })).status).toBe(403);
    wait(MINUTE_MS + 1);
    expect((await returns(approval)).status).toBe(403);
  });
});
