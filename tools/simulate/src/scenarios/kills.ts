import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { differencesOf, type Difference } from '../check/compare';
import { readCapsule } from '../check/facts';
import { missingOnDisk } from '../check/on-disk';
import { settleAccounts } from '../check/settle-accounts';
import { SimulatorLedger } from '../ledger';
import { openOwnStore, type OwnStore, type OwnStoreOptions } from '../own-store';
import { Random } from '../random';
import { serveCustomers } from '../register/customers';
import { openLanes } from '../register/open-lanes';
import { untilReady } from '../store/enrol';
import { until } from './until';

export interface KillOptions extends Partial<OwnStoreOptions> {
  readonly folder: string;
  readonly kills: number;
  readonly seed: number;
  readonly perSecond: number;
  /** Called when the store is ready and its appliance stopped: a test may plant a fault into its next start. */
  readonly plant?: (world: OwnStore) => void;
  /** What else a kill does, before the unit starts again: a power cut loses what was never flushed. */
  readonly whenKilled?: (world: OwnStore) => void;
  readonly note?: (line: string) => void;
}

export interface KillResult {
  readonly sold: number;
  /** Acknowledged, and not in the file when the process was dead. */
  readonly lost: readonly string[];
  readonly differences: readonly Difference[];
  readonly strays: readonly string[];
  readonly refusals: readonly string[];
  readonly unexplainedCharges: readonly string[];
  /** From the start of each new process until the box could sell. */
  readonly readyMs: readonly number[];
  /** The store file after everything, for a look inside. */
  readonly storeFile: string;
}

const PAUSE_MS = { least: 100, most: 1_500 };
const READY_MS = 60_000;
const SOLD_AGAIN_MS = 10_000;
const LOST_ANSWERS_PART = 0.5;
const MOST_LOST_MS = 150;

/** The appliance is killed at random moments while registers sell, again and again; then the books are compared. */
export async function killRun(options: KillOptions): Promise<KillResult> {
  const world = await openOwnStore({ registerCount: 4, productCount: 500, ...options });
  try {
    if (options.plant) {
      await world.store.unit.stop();
      options.plant(world);
      await world.store.startUnit(() => untilReady(world.store.unitUrl, READY_MS));
    }
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
  const lost: string[] = [];
  const storeFile = join(world.store.unitFolder, 'store.db');
  let isOver = false;
  const comesAtMs = (lane: number) => (nth: number) => ((nth * lanes.length + lane) * 1_000) / perSecond;
  const refuse = (error: unknown): void => void refusals.push(error instanceof Error ? error.message : String(error));
  const selling = lanes.map((lane, index) =>
    serveCustomers(lane, { comesAtMs: comesAtMs(index), isOver: () => isOver }, refuse).catch(refuse),
  );
  for (let kill = 1; kill <= kills; kill++) {
    await hasSoldAgain(ledger);
    await sleep(random.between(PAUSE_MS.least, PAUSE_MS.most));
    if (random.chance(LOST_ANSWERS_PART)) await loseAnswers(world, random);
    await world.store.killUnit();
    whenKilled?.(world);
    world.store.lineToUnit.cut();
    const acknowledged = ledger.acknowledged().map(({ capsule }) => readCapsule(capsule).header.recordId);
    lost.push(...missingOnDisk(storeFile, acknowledged));
    world.store.lineToUnit.restore();
    readyMs.push(await world.store.startUnit(() => untilReady(world.store.unitUrl, READY_MS)));
    note?.(`kill ${kill} of ${kills}: ready again after ${Math.round(readyMs.at(-1) ?? 0)} ms, ${ledger.acknowledged().length} sales`);
  }
  isOver = true;
  await Promise.all(selling);
  // A box that lost something may be in no state to close anything. What was lost says enough.
  const accounts = await settleAccounts(world, ledger, lanes, since).catch(refuse);
  ledger.close();
  return {
    sold: ledger.acknowledged().length,
    lost: [...new Set(lost)],
    differences: accounts ? differencesOf(accounts.books) : [],
    strays: accounts?.strays ?? [],
    refusals,
    unexplainedCharges: accounts?.cards?.unexplained ?? [],
    readyMs,
    storeFile,
  };
}

/** On a slow machine too, each kill meets a store that sells. One that does not sell any more is killed as it is. */
async function hasSoldAgain(ledger: SimulatorLedger): Promise<void> {
  const before = ledger.acknowledged().length;
  await until('a sale after the last kill', () => ledger.acknowledged().length > before, SOLD_AGAIN_MS).catch(() => undefined);
}

/** The last answers before the kill stay in the line: what was committed last, nobody has heard of. */
async function loseAnswers({ store }: OwnStore, random: Random): Promise<void> {
  store.lineToUnit.holdAnswers();
  await sleep(random.between(0, MOST_LOST_MS));
}
