import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { differencesOf, type Difference } from '../check/compare';
import { settleAccounts } from '../check/settle-accounts';
import { SimulatorLedger } from '../ledger';
import type { OwnStore } from '../own-store';
import { Refused } from '../register/commerce';
import { serveCustomers } from '../register/customers';
import { openLanes, type OpenLane } from '../register/open-lanes';
import { untilReadyOrBehind } from '../store/enrol';
import type { Store } from '../store/store';
import { copyUnit } from './second-box';

export interface OlderCopyResult {
  readonly differences: readonly Difference[];
  readonly sold: number;
  /** How the box stood when the first register logged on, and which registers it still waited for. */
  readonly standing: string;
  readonly waitedFor: readonly string[];
  /** What it answered when that register wanted to leave a record all the same. */
  readonly refusedWith: string | undefined;
}

const READY_MS = 60_000;

/**
 * A copy of yesterday is put back in place of the store, after sales that no longer reached headquarters. The registers hold
 * them, and give them back by themselves before the box numbers anything.
 */
export async function olderCopy(world: OwnStore, folder: string, salesEach: number): Promise<OlderCopyResult> {
  return inLanes(world, folder, salesEach, async ({ lanes, first, sell }) => {
    await putBackCopy(world.store, () => sell(lanes));
    world.store.lineToHeadquarters.restore();
    const found = await firstLook(first);
    await sell(lanes);
    return found;
  });
}

/**
 * The same with headquarters away, and the first register sold nothing after the copy was taken: it holds nothing newer, and may
 * not sell before the other one has shown what it holds.
 */
export async function olderCopySeenByIdleRegister(world: OwnStore, folder: string, salesEach: number): Promise<OlderCopyResult> {
  return inLanes(world, folder, salesEach, async ({ first: idle, busy, sell }) => {
    await putBackCopy(world.store, () => sell(busy));
    const found = await firstLook(idle);
    const waiting = sell([idle]);
    await sell(busy);
    await waiting;
    world.store.lineToHeadquarters.restore();
    return found;
  });
}

interface Lanes {
  readonly lanes: readonly OpenLane[];
  readonly first: OpenLane;
  /** All but the first. */
  readonly busy: readonly OpenLane[];
  readonly sell: (lanes: readonly OpenLane[]) => Promise<unknown>;
}

type Found = Pick<OlderCopyResult, 'standing' | 'waitedFor' | 'refusedWith'>;

/** All registers sell, then what the scenario is about, then the books are compared. */
async function inLanes(
  world: OwnStore,
  folder: string,
  salesEach: number,
  scenario: (lanes: Lanes) => Promise<Found>,
): Promise<OlderCopyResult> {
  const since = Date.now();
  const ledger = new SimulatorLedger(join(folder, 'ledger.jsonl'));
  const lanes = await openLanes(world, ledger, 1);
  const [first, ...busy] = lanes;
  if (!first) throw new Error('needs a register');
  const sell = (some: readonly OpenLane[]) =>
    Promise.all(some.map((lane) => serveCustomers(lane, { count: salesEach, comesAtMs: () => 0 }, throwIt)));
  await sell(lanes);
  const found = await scenario({ lanes, first, busy, sell });
  const { books } = await settleAccounts(world, ledger, lanes, since);
  ledger.close();
  return { differences: differencesOf(books), sold: books.acknowledged.length, ...found };
}

/** Takes a copy, cuts the line to headquarters, lets registers sell, and puts the copy back in place of the store. */
async function putBackCopy(store: Store, sell: () => Promise<unknown>): Promise<void> {
  await store.unit.stop();
  const copy = copyUnit(store, 'yesterday');
  await store.startUnit();
  store.lineToHeadquarters.cut();
  await sell();
  await store.killUnit();
  rmSync(store.unitFolder, { recursive: true });
  cpSync(join(copy, 'scale-unit'), store.unitFolder, { recursive: true });
  await store.startUnit();
  await untilReadyOrBehind(store.unitUrl, READY_MS);
}

/** A register logs on, and asks for a record without doing anything about the refusal. */
async function firstLook({ register, till: { commerce } }: OpenLane): Promise<Found> {
  const { state, missing } = await register.present();
  const { remedy } = commerce;
  commerce.remedy = undefined;
  const refusedWith = await register.moveCash('paid-in', '1.00').then(
    () => undefined,
    (error: unknown) => (error instanceof Refused ? error.code : String(error)),
  );
  commerce.remedy = remedy;
  return { standing: state, waitedFor: missing.devices.map(({ registerId }) => registerId), refusedWith };
}

function throwIt(error: Error): never {
  throw error;
}
