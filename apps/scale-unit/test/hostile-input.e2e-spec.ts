import { listDevices } from '@app/channel-db';
import { containsCardNumber, newId } from '@app/kernel';
import { MILK } from '@app/testing';
import { openTestUnit, type TestRegister, type TestUnit } from './a-unit';
import { apiOf, bodyFor, filled, type Api, type ApiRoute } from './support/api';
import { changedAt, leavesOf, pointerTo } from './support/leaves';
import naughtyStrings from './support/naughty-strings.json';
import { resolved, type Json } from './support/sample';
import { twoStores } from './support/two-stores';

// A busy machine may need this long for what an idle one does in a second.
jest.setTimeout(60_000);

/** An answer that takes longer than this on an idle machine would be a hang in a store. */
const SLOW_MS = 5_000;

let unit: TestUnit;
let api: Api;
let register: TestRegister;
const headers: Record<string, Record<string, string>> = {};

beforeAll(async () => {
  unit = await openTestUnit(await twoStores());
  api = apiOf(unit.app);
  register = await unit.register('r1');
  headers['device'] = headers['employee'] = { ...register.headers };
  headers['machine'] = { authorization: `Bearer ${unit.parts.keys.tokenFor('machine.token')}` };
  headers['anonymous'] = {};
});
afterAll(() => unit.close());

interface Raw {
  readonly payload?: string;
  readonly path?: string;
}

async function raw(route: ApiRoute, { payload, path = filled(route.path, {}) }: Raw) {
  const began = performance.now();
  const type = payload === undefined ? {} : { 'content-type': 'application/json' };
  const more = { 'idempotency-key': newId(), 'if-match': '"r1"', ...type };
  const options = { method: route.method, url: path, headers: { ...headers[route.operation.caller], ...more } };
  const answer = await unit.app.inject({ ...options, ...(payload === undefined ? {} : { payload }) });
  const isJson = String(answer.headers['content-type']).includes('json');
  return { status: answer.statusCode, body: isJson ? answer.json<Record<string, Json>>() : undefined, ms: performance.now() - began };
}

type Answer = Awaited<ReturnType<typeof raw>>;
const nameOf = ({ method, path }: ApiRoute) => `${method} ${path}`;

/** A line per answer that is no success and no clean refusal. */
function unclean(what: string, { status, body, ms }: Answer): string[] {
  const isClean = status < 400 || (status < 500 && typeof body?.['code'] === 'string');
  // Headquarters and terminals are away here, and saying so is right.
  const isAway =
    status === 503 && ['headquarters.unreachable', 'real-time.unavailable', 'log-on.no-pepper'].includes(body?.['code'] as string);
  return (isClean || isAway) && ms < SLOW_MS ? [] : [`${what}: ${status} ${JSON.stringify(body)?.slice(0, 200)} in ${Math.round(ms)} ms`];
}

function refusal({ status, body }: Answer) {
  return { status, code: body?.['code'], field: body?.['field'] };
}

const withBody = () => api.routes.filter(({ body }) => body !== undefined);
const bodyOf = (route: ApiRoute) => bodyFor(route, api) ?? {};

describe('every route with a body', () => {
  it.each([
    ['malformed JSON', '{"a":', 400, 'request.malformed-json'],
    ['an empty body', '', 400, 'request.malformed-json'],
    ['a poisoned prototype', '{"__proto__":{"a":1}}', 400, 'request.malformed-json'],
    ['deep nesting', `${'['.repeat(40)}${']'.repeat(40)}`, 400, 'request.too-deep'],
    ['two mebibytes', JSON.stringify({ text: 'x'.repeat(2_097_152) }), 413, 'request.too-large'],
    ['a list', '[]', 400, 'request.invalid'],
    ['a text', '"text"', 400, 'request.invalid'],
    ['null', 'null', 400, 'request.invalid'],
  ])('refuses %s', async (_, payload, status, code) => {
    for (const route of withBody()) {
      const answer = await raw(route, { payload });
      expect({ route: nameOf(route), status: answer.status, code: answer.body?.['code'] }).toEqual({ route: nameOf(route), status, code });
    }
  });

  it('refuses an unknown field and names it', async () => {
    for (const route of withBody()) {
      const answer = await raw(route, { payload: JSON.stringify({ ...bodyOf(route), colour: 'red' }) });
      expect({ route: nameOf(route), ...refusal(answer) }).toEqual({
        route: nameOf(route),
        status: 400,
        code: 'request.invalid',
        field: '/colour',
      });
    }
  });

  it('refuses the wrong type in every field and names the field', async () => {
    for (const route of withBody()) {
      for (const { path, schema } of leavesOf(route.body ?? {}, bodyOf(route), api.components)) {
        const wrong: Json = schema.type === 'string' || schema.enum ? 7 : 'seven';
        const answer = await raw(route, { payload: JSON.stringify(changedAt(bodyOf(route), path, wrong)) });
        expect({ route: nameOf(route), ...refusal(answer) }).toEqual({
          route: nameOf(route),
          status: 400,
          code: 'request.invalid',
          field: pointerTo(path),
        });
      }
    }
  });

  it('closes every object of its schema, so that no field slips in', () => {
    const open = withBody().flatMap((route) => {
      const schema = resolved(route.body ?? {}, api.components);
      return schema.type === 'object' && schema.additionalProperties !== false ? [nameOf(route)] : [];
    });
    expect(open).toEqual([]);
  });
});

describe('card numbers', () => {
  const CARDS = ['4111111111111111', '5500 0000 0000 0004', 'card 3782-822463-10005 please'];

  it('are refused in every free text, by name of the field', async () => {
    let fields = 0;
    for (const route of withBody()) {
      for (const { path, schema } of leavesOf(route.body ?? {}, bodyOf(route), api.components)) {
        if (!('x-free-text' in schema)) continue;
        fields += 1;
        for (const card of CARDS) {
          const answer = await raw(route, { payload: JSON.stringify(changedAt(bodyOf(route), path, card)) });
          expect({ route: nameOf(route), ...refusal(answer) }).toEqual({
            route: nameOf(route),
            status: 422,
            code: 'request.card-number',
            field: pointerTo(path),
          });
        }
      }
    }
    expect(fields).toBeGreaterThan(4);
  });
});

/**
 * Every free text gets every string. Elsewhere the strings take turns, so that each meets each route, in another field each time;
 * with HOSTILE_INPUT=all each meets each field, which takes minutes.
 */
const isComplete = process.env['HOSTILE_INPUT'] === 'all';
/** These spend a PIN check on what they are given. */
const isSlow = ({ operation }: ApiRoute) => ['session.log-on', 'session.unlock', 'session.approve'].includes(operation.id);

function stringsFor(route: ApiRoute, index: number, count: number): string[] {
  if (isComplete || count === 0) return naughtyStrings;
  const turns = isSlow(route) ? count * 8 : count;
  return naughtyStrings.filter((_, turn) => turn % turns === index);
}

describe(`each of ${naughtyStrings.length} naughty strings`, () => {
  it('in the text fields of every body is refused cleanly or taken', async () => {
    const problems: string[] = [];
    let asked = 0;
    for (const route of withBody()) {
      const leaves = leavesOf(route.body ?? {}, bodyOf(route), api.components).filter(({ schema }) => schema.type === 'string');
      for (const [index, { path, schema }] of leaves.entries()) {
        for (const naughty of 'x-free-text' in schema ? naughtyStrings : stringsFor(route, index, leaves.length)) {
          const answer = await raw(route, { payload: JSON.stringify(changedAt(bodyOf(route), path, naughty)) });
          asked += 1;
          problems.push(...unclean(`${nameOf(route)} ${pointerTo(path)} ${JSON.stringify(naughty)}`, answer));
        }
      }
    }
    expect(problems.slice(0, 20)).toEqual([]);
    expect(asked).toBeGreaterThan(naughtyStrings.length * 20);
  }, 900_000);

  it('in paths and queries is refused cleanly', async () => {
    const problems: string[] = [];
    for (const route of api.routes) {
      const payload = route.body ? { payload: JSON.stringify(bodyOf(route)) } : {};
      const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);
      const targets = [
        ...names.map((name) => (naughty: string) => filled(route.path, { [name]: naughty })),
        ...route.query.map(
          ({ name }) =>
            (naughty: string) =>
              `${filled(route.path, {})}?${name}=${encodeURIComponent(naughty)}`,
        ),
      ];
      for (const [index, pathWith] of targets.entries()) {
        for (const naughty of stringsFor(route, index, targets.length)) {
          problems.push(...unclean(`${nameOf(route)} ${pathWith(naughty)}`, await raw(route, { ...payload, path: pathWith(naughty) })));
        }
      }
    }
    expect(problems.slice(0, 20)).toEqual([]);
  }, 900_000);
});

describe('text that is taken', () => {
  const taken = naughtyStrings.filter((text) => text.trim() !== '' && text.length <= 200 && !containsCardNumber(text));

  it('stands in the journal as it was written', async () => {
    const shiftId = newId();
    const till = await unit.register('r2');
    expect((await till.post('/api/v1/shifts', { shiftId, float: '10.00' })).status).toBe(201);
    for (const reason of taken) {
      const { status, body } = await till.post(`/api/v1/shifts/${shiftId}/cash-movements`, { kind: 'paid-in', amount: '1.00', reason });
      expect([reason, status]).toEqual([reason, 201]);
      expect(JSON.parse(body.capsules[0].record).body.reason).toBe(reason);
    }
    const rows = await unit.parts.store.reader.query<{ bytes: string }>("SELECT bytes FROM {record} WHERE type = 'cash' ORDER BY counter");
    const reasons = rows.map(({ bytes }) => (JSON.parse(bytes) as { body: { reason: string | null } }).body.reason);
    expect(reasons.slice(-taken.length)).toEqual(taken);
  });

  it('stands in a table as it was written', async () => {
    const machine = headers['machine'] ?? {};
    for (const deviceName of taken) {
      const place = { channelId: 'store-1', registerId: 'r2' };
      const code = await unit.call({ method: 'POST', path: '/management/v1/activation-codes', headers: machine, body: place });
      const { activationCode } = code.body as { activationCode: string };
      const device = await unit.call({ method: 'POST', path: '/api/v1/devices/activate', body: { activationCode, deviceName } });
      expect([device.status, device.body.name]).toEqual([201, deviceName]);
    }
    const names = (await listDevices(unit.parts.store.reader)).map(({ name }) => name);
    expect(taken.filter((name) => !names.includes(name))).toEqual([]);
  });
});

describe('afterwards', () => {
  it('the unit still sells', async () => {
    const till = await unit.register('r2');
    const tenders = [{ tenderId: newId(), tenderTypeId: 'cash', amount: '10.00' }];
    const sale = await till.post('/api/v1/sales', { transactionId: newId(), lines: [{ lineId: newId(), barcode: MILK }], tenders });
    expect(sale).toMatchObject({ status: 201, body: { gross: '6.93' } });
    expect((await unit.call({ method: 'GET', path: '/readyz' })).status).toBe(200);
  });
});
