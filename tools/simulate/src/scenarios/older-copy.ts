import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { differencesOf, type Difference } from '../check/compare';
import { settleAccounts } from '../check/settle-accounts';
import { SimulatorLedger } from '../ledger';
import type { OwnStore } from '../own-store';
import { Refused } from '../register/commerce';
import { serveCustomers } from '../register/customers';
import { openLanes } from '../register/open-lanes';
import { untilReady } from '../store/enrol';
import { copyUnit } from './second-box';

export interface OlderCopyResult {
  readonly differences: readonly Difference[];
  readonly sold: number;
  /** How the box stood when a register showed it more than it knew. */
  readonly standing: string;
  /** What it answered to a sale before the capsules were back. */
  readonly refusedWith: string | undefined;
}

const READY_MS = 60_000;

/**
 * A copy of yesterday is put back in place of the store, after sales that no longer reached headquarters. The registers hold
 * them, and have to give them back before the box may number anything.
 */
export async function olderCopy(world: OwnStore, folder: string, salesEach: number): Promise<OlderCopyResult> {
  const { store } = world;
  const since = Date.now();
  const ledger = new SimulatorLedger(join(folder, 'ledger.jsonl'));
  const lanes = await openLanes(world, ledger, 1);
  const sell = () => Promise.all(lanes.map((lane) => serveCustomers(lane, { count: salesEach, comesAtMs: () => 0 }, throwIt)));
  await sell();
  await store.unit.stop();
  const copy = copyUnit(store, 'yesterday');
  await store.startUnit();
  store.lineToHeadquarters.cut();
  await sell();
  await store.killUnit();
  rmSync(store.unitFolder, { recursive: true });
  cpSync(join(copy, 'scale-unit'), store.unitFolder, { recursive: true });
  await store.startUnit();
  store.lineToHeadquarters.restore();
  await untilReady(store.unitUrl, READY_MS).catch(() => undefined);

  const [first] = lanes;
  if (!first) throw new Error('needs a register');
  const standing = (await first.register.present()).state;
  const refusedWith = await first.register.moveCash('paid-in', '1.00').then(
    () => undefined,
    (error: unknown) => (error instanceof Refused ? error.code : String(error)),
  );
  await Promise.all(lanes.map(({ register }) => register.logOn()));
  await sell();
  const { books } = await settleAccounts(world, ledger, lanes, since);
  ledger.close();
  return { differences: differencesOf(books), sold: books.acknowledged.length, standing, refusedWith };
}

function throwIt(error: Error): never {
  throw error;
}
