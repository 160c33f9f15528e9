import { join } from 'node:path';
import { printCards, printComparison, printServed, printStrays } from './check/report';
import { settleAccounts } from './check/settle-accounts';
import { SimulatorLedger } from './ledger';
import { MiddleOutage } from './outage';
import type { Refused } from './register/commerce';
import { serveCustomers, type Outcome } from './register/customers';
import { openLanes, type OpenLane } from './register/open-lanes';
import type { World } from './world';

export interface RunOptions {
  readonly sales: number;
  /** Sales a second over all registers; as fast as they come when undefined. */
  readonly perSecond: number | undefined;
  readonly seed: number;
  readonly isChaos: boolean;
  /** Headquarters is away while the middle half of the customers is served. */
  readonly isHeadquartersAway: boolean;
  /** The run's ledger is kept here. */
  readonly folder: string;
  readonly print: (line: string) => void;
}

/** One run: open the registers, serve the customers, close, and compare the three books. Answers whether they agree. */
export async function run(world: World, options: RunOptions): Promise<boolean> {
  const { print, seed, folder, sales } = options;
  print(`${world.registerIds.length} registers, ${sales} customers, seed ${seed}`);
  const since = Date.now();
  const ledger = new SimulatorLedger(join(folder, 'ledger.jsonl'));
  const lanes = await openLanes(world, ledger, seed);
  const refusals: Refused[] = [];
  const chaos = options.isChaos ? world.startChaos?.(seed) : undefined;
  const outcomes = await serveAll(world, lanes, options, (refusal) => refusals.push(refusal));
  await chaos?.stop();
  const { books, cards, strays } = await settleAccounts(world, ledger, lanes, since);

  const retries = lanes.reduce((sum, lane) => sum + lane.counters.retries, 0);
  printServed({ outcomes, refusals, retries, chaos: chaos?.done }, print);
  const agree = [printComparison(books, print), cards === undefined || printCards(cards, print), printStrays(strays, print)];
  ledger.close();
  return !agree.includes(false) && refusals.length === 0;
}

async function serveAll(
  world: World,
  lanes: readonly OpenLane[],
  { sales, perSecond, isHeadquartersAway }: RunOptions,
  whenRefused: (refusal: Refused) => void,
): Promise<Outcome[]> {
  const outage = isHeadquartersAway ? new MiddleOutage(world, sales) : undefined;
  const outcomes = await Promise.all(
    lanes.map((lane, index) => {
      const count = Math.floor(sales / lanes.length) + (index < sales % lanes.length ? 1 : 0);
      const comesAtMs = (nth: number): number => (perSecond ? ((nth * lanes.length + index) * 1_000) / perSecond : 0);
      return serveCustomers(lane, { count, comesAtMs, whenServed: () => outage?.note() }, whenRefused);
    }),
  );
  await outage?.over();
  return outcomes.flat();
}
