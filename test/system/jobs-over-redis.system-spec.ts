import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeWithRedis, TestRedis } from '@app/testing';
import { differencesOf } from '../../tools/simulate/src/check/compare';
import { settleAccounts } from '../../tools/simulate/src/check/settle-accounts';
import { SimulatorLedger } from '../../tools/simulate/src/ledger';
import { openOwnStore, type OwnStore } from '../../tools/simulate/src/own-store';
import { serveCustomers } from '../../tools/simulate/src/register/customers';
import { openLanes, type OpenLane } from '../../tools/simulate/src/register/open-lanes';
import { until } from '../../tools/simulate/src/scenarios/until';
import { untilReady } from '../../tools/simulate/src/store/enrol';
import { inFolder } from './support/folders';

const READY_MS = 60_000;
const PHASE_MS = 3_000;
const EVERY_MS = 150;

const heldAt = async ({ headquarters, channelId }: OwnStore): Promise<number> => (await headquarters.records({ channelId })).length;

/** All registers sell until something else is done. Answers what was refused. */
async function sellWhile(lanes: readonly OpenLane[], something: () => Promise<unknown>): Promise<string[]> {
  let isOver = false;
  const refusals: string[] = [];
  const queue = { comesAtMs: (nth: number) => nth * EVERY_MS, isOver: () => isOver };
  const selling = lanes.map((lane) => serveCustomers(lane, queue, ({ message }) => refusals.push(message)));
  await something();
  isOver = true;
  await Promise.all(selling);
  return refusals;
}

describeWithRedis('a box with its jobs over Redis', () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await TestRedis.prepare();
    await redis.start();
  });
  afterAll(() => redis.kill());

  it('sells and delivers through the death of Redis and a start without it, nothing lost, nothing twice', async () => {
    await inFolder('redis', async (folder) => {
      const unitEnv = { REDIS_URL: redis.url, UNIT_LOG_LEVEL: 'info' };
      const world = await openOwnStore({ folder, registerCount: 2, productCount: 300, unitEnv });
      const ledger = new SimulatorLedger(join(folder, 'ledger.jsonl'));
      const since = Date.now();
      const sold = () => ledger.acknowledged().length;
      try {
        const lanes = await openLanes(world, ledger, 1);
        const refusals = await sellWhile(lanes, async () => {
          await until('records arrive while Redis is there', async () => sold() > 5 && (await heldAt(world)) > 0);
          await redis.kill();
          const [before, held] = [sold(), await heldAt(world)];
          await sleep(PHASE_MS);
          expect(sold()).toBeGreaterThan(before);
          await world.store.killUnit();
          await world.store.startUnit(() => untilReady(world.store.unitUrl, READY_MS));
          const started = sold();
          await until('sales after a start without Redis', () => sold() > started + 5);
          await redis.start();
          await until('records arrive after Redis is back', async () => (await heldAt(world)) > held);
        });
        const { books, strays } = await settleAccounts(world, ledger, lanes, since);
        expect([refusals, differencesOf(books), strays]).toEqual([[], [], []]);
        const log = readFileSync(join(folder, 'scale-unit.log'), 'utf8');
        // One process saw it go, the next one found it away and saw it come.
        expect(log.match(/Redis does not answer/g)).toHaveLength(2);
        expect(log.match(/Redis is back/g)).toHaveLength(1);
      } finally {
        ledger.close();
        await world.close();
      }
    });
  }, 240_000);
});
