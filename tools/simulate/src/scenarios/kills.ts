import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { differencesOf, type Difference } from '../check/compare';
import { settleAccounts } from '../check/settle-accounts';
import { SimulatorLedger } from '../ledger';
import { openOwnStore, type OwnStore, type OwnStoreOptions } from '../own-store';
import { Random } from '../random';
import { serveCustomers } from '../register/customers';
import { openLanes } from '../register/open-lanes';
import { untilReady } from '../store/enrol';

export interface KillOptions extends Partial<OwnStoreOptions> {
  readonly folder: string;
  readonly kills: number;
  readonly seed: number;
  readonly perSecond: number;
  /** What else a kill does, before the unit starts again: a power cut loses what was never flushed. */
  readonly whenKilled?: (world: OwnStore) => void;
  readonly note?: (line: string) => void;
}

export interface KillResult {
  readonly sold: number;
  readonly differences: readonly Difference[];
  readonly refusals: readonly string[];
  readonly unexplainedCharges: readonly string[];
  /** From the start of each new process until the box could sell. */
  readonly readyMs: readonly number[];
  /** The store file after everything, for a look inside. */
  readonly storeFile: string;
}

const PAUSE_MS = { least: 100, most: 1_500 };
const READY_MS = 60_000;

/** The appliance is killed at random moments while registers sell, again and again; then the books are compared. */
export async function killRun(options: KillOptions): Promise<KillResult> {
  const world = await openOwnStore({ registerCount: 4, productCount: 500, ...options });
  try {
    return await sellAndKill(world, options);
  } finally {
    await world.close();
  }
}

async function sellAndKill(world: OwnStore, { folder, kills, seed, perSecond, whenKilled, note }: KillOptions): Promise<KillResult> {
  const since = Date.now();
  const ledger = new SimulatorLedger(join(folder, 'ledger.jsonl'));
  const lanes = await openLanes(world, ledger, seed);
  const random = new Random(seed);
  const refusals: string[] = [];
  const readyMs: number[] = [];
  let isOver = false;
  const comesAtMs = (lane: number) => (nth: number) => ((nth * lanes.length + lane) * 1_000) / perSecond;
  const selling = lanes.map((lane, index) =>
    serveCustomers(lane, { comesAtMs: comesAtMs(index), isOver: () => isOver }, (refusal) => refusals.push(refusal.message)),
  );
  for (let kill = 1; kill <= kills; kill++) {
    await sleep(random.between(PAUSE_MS.least, PAUSE_MS.most));
    await world.store.killUnit();
    whenKilled?.(world);
    readyMs.push(await world.store.startUnit(() => untilReady(world.store.unitUrl, READY_MS)));
    note?.(`kill ${kill} of ${kills}: ready again after ${Math.round(readyMs.at(-1) ?? 0)} ms, ${ledger.acknowledged().length} sales`);
  }
  isOver = true;
  await Promise.all(selling);
  const { books, cards } = await settleAccounts(world, ledger, lanes, since);
  ledger.close();
  const storeFile = join(world.store.unitFolder, 'store.db');
  const sold = books.acknowledged.length;
  return { sold, differences: differencesOf(books), refusals, unexplainedCharges: cards?.unexplained ?? [], readyMs, storeFile };
}
