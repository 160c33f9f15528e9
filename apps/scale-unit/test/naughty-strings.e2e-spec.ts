import { listDevices } from '@app/channel-db';
import { containsCardNumber, newId } from '@app/kernel';
import { describeWithData } from '@app/testing';
import { readFileSync } from 'node:fs';
import { filled, type ApiRoute } from './support/api';
import { HostileCaller, nameOf, unclean } from './support/hostile-caller';
import { changedAt, leavesOf, pointerTo } from './support/leaves';

// A busy machine may need this long for what an idle one does in a second.
jest.setTimeout(60_000);

/**
 * Every free text gets every string. Elsewhere the strings take turns, so that each meets each route, in another field each time;
 * with HOSTILE_INPUT=all each meets each field, which takes minutes.
 */
const isComplete = process.env['HOSTILE_INPUT'] === 'all';
/** These spend a PIN check on what they are given. */
const isSlow = ({ operation }: ApiRoute) => ['session.log-on', 'session.unlock', 'session.approve'].includes(operation.id);

function turnsOf(texts: readonly string[], route: ApiRoute, index: number, count: number): readonly string[] {
  if (isComplete || count === 0) return texts;
  const turns = isSlow(route) ? count * 8 : count;
  return texts.filter((_, turn) => turn % turns === index);
}

describeWithData('naughty-strings/blns.json', 'naughty strings', (file) => {
  const texts = JSON.parse(readFileSync(file, 'utf8')) as string[];
  let caller: HostileCaller;
  beforeAll(async () => {
    caller = await HostileCaller.open();
  });
  afterAll(() => caller.unit.close());

  describe('each of them', () => {
    it('in the text fields of every body is refused cleanly or taken', async () => {
      const problems: string[] = [];
      let asked = 0;
      for (const route of caller.routesWithBody) {
        const leaves = leavesOf(route.body ?? {}, caller.bodyOf(route), caller.api.components).filter(
          ({ schema }) => schema.type === 'string',
        );
        for (const [index, { path, schema }] of leaves.entries()) {
          for (const naughty of 'x-free-text' in schema ? texts : turnsOf(texts, route, index, leaves.length)) {
            const answer = await caller.send(route, { payload: JSON.stringify(changedAt(caller.bodyOf(route), path, naughty)) });
            asked += 1;
            problems.push(...unclean(`${nameOf(route)} ${pointerTo(path)} ${JSON.stringify(naughty)}`, answer));
          }
        }
      }
      expect(problems.slice(0, 20)).toEqual([]);
      expect(asked).toBeGreaterThan(texts.length * 20);
    }, 900_000);

    it('in paths and queries is refused cleanly', async () => {
      const problems: string[] = [];
      for (const route of caller.api.routes) {
        const payload = route.body ? { payload: JSON.stringify(caller.bodyOf(route)) } : {};
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
          for (const naughty of turnsOf(texts, route, index, targets.length)) {
            problems.push(
              ...unclean(`${nameOf(route)} ${pathWith(naughty)}`, await caller.send(route, { ...payload, path: pathWith(naughty) })),
            );
          }
        }
      }
      expect(problems.slice(0, 20)).toEqual([]);
    }, 900_000);
  });

  describe('text that is taken', () => {
    const taken = texts.filter((text) => text.trim() !== '' && text.length <= 200 && !containsCardNumber(text));

    it('stands in the journal as it was written', async () => {
      const shiftId = newId();
      const till = await caller.unit.register('r2');
      expect((await till.post('/api/v1/shifts', { shiftId, float: '10.00' })).status).toBe(201);
      for (const reason of taken) {
        const { status, body } = await till.post(`/api/v1/shifts/${shiftId}/cash-movements`, { kind: 'paid-in', amount: '1.00', reason });
        expect([reason, status]).toEqual([reason, 201]);
        expect(JSON.parse(body.capsules[0].record).body.reason).toBe(reason);
      }
      const rows = await caller.unit.parts.store.reader.query<{ bytes: string }>(
        "SELECT bytes FROM {record} WHERE type = 'cash' ORDER BY counter",
      );
      const reasons = rows.map(({ bytes }) => (JSON.parse(bytes) as { body: { reason: string | null } }).body.reason);
      expect(reasons.slice(-taken.length)).toEqual(taken);
    });

    it('stands in a table as it was written', async () => {
      const machine = caller.machine;
      for (const deviceName of taken) {
        const place = { channelId: 'store-1', registerId: 'r2' };
        const code = await caller.unit.call({ method: 'POST', path: '/management/v1/activation-codes', headers: machine, body: place });
        const { activationCode } = code.body as { activationCode: string };
        const device = await caller.unit.call({ method: 'POST', path: '/api/v1/devices/activate', body: { activationCode, deviceName } });
        expect([device.status, device.body.name]).toEqual([201, deviceName]);
      }
      const names = (await listDevices(caller.unit.parts.store.reader)).map(({ name }) => name);
      expect(taken.filter((name) => !names.includes(name))).toEqual([]);
    });
  });
});
