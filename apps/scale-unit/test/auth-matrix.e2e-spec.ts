import { endSessionsOf } from '@app/channel-db';
import { OPERATIONS } from '@app/commerce';
import { newId } from '@app/kernel';
import { MILK } from '@app/testing';
import { openTestUnit, type TestRegister, type TestUnit } from './a-unit';
import { apiOf, bodyFor, filled, type Api, type ApiRoute } from './support/api';
import { twoStores } from './support/two-stores';

// A busy machine may need this long for what an idle one does in a second.
jest.setTimeout(60_000);

const HOUR_MS = 3_600_000;
const NOBODY: Record<string, string> = {};

let unit: TestUnit;
let api: Api;

beforeAll(async () => {
  unit = await openTestUnit(await twoStores());
  api = apiOf(unit.app);
});
afterAll(() => unit.close());

const send = (route: ApiRoute, headers: Readonly<Record<string, string>>, ids: Record<string, string> = {}) => {
  const more = { 'idempotency-key': newId(), 'if-match': '"r1"' };
  return unit.call({ method: route.method, path: filled(route.path, ids), body: bodyFor(route, api), headers: { ...headers, ...more } });
};

/** Everything the callers of a kind may reach. */
const routesFor = (...kinds: string[]) => api.routes.filter(({ operation }) => kinds.includes(operation.caller));
const nameOf = ({ method, path }: ApiRoute) => `${method} ${path}`;

/** The answers that are not among the ones allowed, by route: an empty list is a full matrix. */
async function exceptions(routes: readonly ApiRoute[], headers: Readonly<Record<string, string>>, allowed: readonly number[], ids = {}) {
  const found: string[] = [];
  for (const route of routes) {
    const { status, body } = await send(route, headers, ids);
    if (!allowed.includes(status)) found.push(`${nameOf(route)}: ${status} ${JSON.stringify(body).slice(0, 200)}`);
  }
  return found;
}

describe('every route', () => {
  it('is in the matrix with a known kind of caller', () => {
    expect(api.routes.length).toBeGreaterThan(40);
    const kinds = new Set(api.routes.map(({ operation }) => operation.caller));
    expect([...kinds].sort()).toEqual(['anonymous', 'device', 'employee', 'machine']);
    const open = routesFor('anonymous').map(({ path }) => path);
    expect(open.sort()).toEqual(['/api/v1/devices/activate', '/healthcheck', '/healthz', '/livez', '/metrics', '/readyz']);
  });

  it('and every operation of the registry belong together: none is without a route', () => {
    const served = new Set(api.routes.map(({ operation }) => operation.id));
    expect(Object.values(OPERATIONS).filter(({ id }) => !served.has(id))).toEqual([]);
  });

  it('refuses who has no token, and a token that is none', async () => {
    const routes = routesFor('device', 'employee', 'machine');
    expect(await exceptions(routes, NOBODY, [401])).toEqual([]);
    expect(await exceptions(routes, { authorization: 'Bearer aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' }, [401])).toEqual([]);
    expect(await exceptions(routes, { authorization: 'Basic YTpi' }, [401])).toEqual([]);
  });

  it('refuses a revoked device, whoever is logged on at it', async () => {
    const old = await unit.register('r2');
    await unit.register('r2');
    expect(await exceptions(routesFor('device', 'employee'), old.headers, [401])).toEqual([]);
  });

  it('for employees refuses a device alone, an ended session, an expired one, and the session of another device', async () => {
    const routes = routesFor('employee');
    const [register, other] = [await unit.register('r1'), await unit.register('r2')];
    const { authorization } = register.headers as { authorization: string };
    expect(await exceptions(routes, { authorization }, [401])).toEqual([]);
    expect(await exceptions(routes, { authorization, 'store-session': 'nonsense' }, [401])).toEqual([]);
    expect(await exceptions(routes, { authorization, 'store-session': other.headers['store-session'] ?? '' }, [401])).toEqual([]);
    await endSessionsIn(other);
    expect(await exceptions(routes, other.headers, [401])).toEqual([]);
    unit.parts.clock.correct(13 * HOUR_MS);
    expect(await exceptions(routes, register.headers, [401])).toEqual([]);
  });

  it('refuses the wrong role, before it looks at the input', async () => {
    const worker = { 'store-it': await unit.register('r1', 'it'), cashier: await unit.register('r2', 'ben') };
    const forIt = routesFor('employee').filter(({ operation }) => !['look-up-transactions', null].includes(operation.permission));
    expect(forIt.length).toBeGreaterThan(20);
    expect(await exceptions(forIt, worker['store-it'].headers, [403])).toEqual([]);
    const beyond = [
      'void-transaction',
      'return-with-receipt',
      'move-cash',
      'close-shift',
      'print-x-report',
      'print-z-report',
      'resolve-card-payment',
    ];
    const forCashier = routesFor('employee').filter(({ operation }) => beyond.includes(String(operation.permission)));
    expect(await exceptions(forCashier, worker.cashier.headers, [403])).toEqual([]);
  });

  it('keeps machine and devices apart', async () => {
    const register = await unit.register();
    const machine = { authorization: `Bearer ${unit.parts.keys.tokenFor('machine.token')}` };
    expect(await exceptions(routesFor('machine'), register.headers, [401])).toEqual([]);
    expect(await exceptions(routesFor('device', 'employee'), machine, [401])).toEqual([]);
  });
});

describe('what belongs to one store', () => {
  it('is not there for another store, whichever route asks', async () => {
    const near = await unit.register('r1');
    const far = await farRegister();
    const ids = await makeThings(near);
    const routes = routesFor('employee').filter(({ path }) => /\{(cartId|transactionId|shiftId)\}/.test(path));
    expect(routes.length).toBeGreaterThan(20);
    expect(await exceptions(routes, far.headers, [404], ids)).toEqual([]);
  });

  it('takes no payment of another store, open or sold, with its attempt or with a new one', async () => {
    const near = await unit.register('r2');
    const far = await farRegister();
    const { cartId, transactionId, attemptId } = await makeThings(near);
    const codes: [number, string][] = [];
    const ask = async (path: string, body: object, seen = {}) => {
      const { status, body: problem } = await far.post(`/api/v1/carts/${path}`, body, seen);
      codes.push([status, problem.code as string]);
    };
    for (const id of [cartId, transactionId]) {
      for (const drivenBy of ['box', 'register']) {
        const attempt = { tenderTypeId: 'card', amount: '6.90', drivenBy };
        await ask(`${id}/tender-attempts`, { ...attempt, attemptId: newId() }, { 'if-match': '"r2"' });
        await ask(`${id}/tender-attempts`, { ...attempt, attemptId: newId() });
      }
      await ask(`${id}/gift-card-lines`, { lineId: newId(), cardNumber: '600012', amount: '10.00' }, { 'if-match': '"r2"' });
    }
    expect(codes).toEqual(codes.map(() => [404, 'cart.unknown']));
    const attempts = `/api/v1/carts/${cartId}/tender-attempts/${attemptId}`;
    codes.length = 0;
    await ask(`${cartId}/tender-attempts/${attemptId}/resolve`, {});
    await ask(`${cartId}/tender-attempts/${attemptId}/reverse`, {});
    await ask(`${cartId}/tender-attempts/${attemptId}/report`, { outcome: 'declined' });
    await ask(`${cartId}/tender-attempts/${attemptId}/decide`, { outcome: 'not-charged', note: 'none of ours' });
    expect(codes).toEqual(codes.map(() => [404, 'tender-attempt.unknown']));
    expect((await far.get(attempts)).status).toBe(404);
    expect((await near.get(attempts)).body.state).toBe('started');
  });
});

async function farRegister(): Promise<TestRegister> {
  return unit.register('far-r1', 'carl', 'store-2');
}

async function endSessionsIn({ headers }: TestRegister): Promise<void> {
  const { body } = await unit.call({ method: 'GET', path: '/api/v1/session', headers });
  if (body.state === 'ended') return;
  const devices = await unit.parts.store.reader.query<{ device_id: string }>("SELECT device_id FROM {device} WHERE register_id = 'r2'");
  for (const { device_id: id } of devices) await unit.parts.store.unitOfWork.run((tx) => endSessionsOf(tx, id, unit.parts.clock.now()));
}

/** A shift, an open cart with a line and a card payment under way, and a finished sale in the first store. */
async function makeThings(register: TestRegister): Promise<Record<string, string>> {
  const [shiftId, cartId, transactionId, lineId] = [newId(), newId(), newId(), newId()];
  expect((await register.post('/api/v1/shifts', { shiftId, float: '100.00' })).status).toBe(201);
  expect((await register.post('/api/v1/carts', { transactionId: cartId })).status).toBe(201);
  expect((await register.post(`/api/v1/carts/${cartId}/lines`, { lineId, barcode: MILK }, { 'if-match': '"r1"' })).status).toBe(200);
  const tenders = [{ tenderId: newId(), tenderTypeId: 'cash', amount: '6.90' }];
  const sale = await register.post('/api/v1/sales', { transactionId, lines: [{ lineId: newId(), barcode: MILK }], tenders });
  expect(sale.status).toBe(201);
  const attempt = { attemptId: newId(), tenderTypeId: 'card', amount: '6.90', drivenBy: 'register' };
  expect((await register.post(`/api/v1/carts/${cartId}/tender-attempts`, attempt, { 'if-match': '"r2"' })).status).toBe(201);
  return { shiftId, cartId, transactionId, lineId, attemptId: attempt.attemptId };
}
