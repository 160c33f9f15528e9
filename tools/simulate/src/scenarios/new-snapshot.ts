import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { differencesOf, type Difference } from '../check/compare';
import { pricesOutOfStep } from '../check/price-lists';
import { settleAccounts } from '../check/settle-accounts';
import { SimulatorLedger } from '../ledger';
import type { OwnStore } from '../own-store';
import { serveCustomers, type Outcome } from '../register/customers';
import { openLanes } from '../register/open-lanes';
import { CHANNEL_DATABASE, seedProducts } from '../store/chain';
import { until } from './until';

export interface NewSnapshotResult {
  readonly differences: readonly Difference[];
  readonly refusals: readonly string[];
  /** Sales whose lines do not all stand in one price list. */
  readonly outOfStep: readonly string[];
  /** Catalog versions that were sold from: two or more, or the switch was not seen. */
  readonly versions: readonly number[];
  readonly checkoutMs: readonly number[];
  /** Of the whole second load, from the order at headquarters until the box sells from it. */
  readonly loadMs: number;
}

const SHIFT_CENTS = 11;
const SOLD_BEFORE_AND_AFTER_MS = 2_000;

interface Status {
  readonly prices: { readonly version: number | null };
}

/** With the store selling, every price changes and everything is sent down again, as a second full snapshot. */
export async function newSnapshot(
  world: OwnStore,
  folder: string,
  options: { productCount: number; perSecond: number },
): Promise<NewSnapshotResult> {
  const since = Date.now();
  const ledger = new SimulatorLedger(join(folder, 'ledger.jsonl'));
  const lanes = await openLanes(world, ledger, 1);
  const refusals: string[] = [];
  let isOver = false;
  const selling = lanes.map((lane, index) => {
    const comesAtMs = (nth: number) => ((nth * lanes.length + index) * 1_000) / options.perSecond;
    return serveCustomers(lane, { comesAtMs, isOver: () => isOver }, (refusal) => refusals.push(refusal.message));
  });
  await sleep(SOLD_BEFORE_AND_AFTER_MS);
  const loadMs = await loadAgain(world, options.productCount);
  await sleep(SOLD_BEFORE_AND_AFTER_MS);
  isOver = true;
  const outcomes: Outcome[] = (await Promise.all(selling)).flat();
  const { books } = await settleAccounts(world, ledger, lanes, since);
  const { outOfStep, versions } = pricesOutOfStep(ledger, [0, SHIFT_CENTS]);
  ledger.close();
  const checkoutMs = outcomes.filter(({ kind }) => kind === 'sale').map((outcome) => outcome.checkoutMs);
  return { differences: differencesOf(books), refusals, outOfStep, versions, checkoutMs, loadMs };
}

async function loadAgain({ headquarters, management }: OwnStore, productCount: number): Promise<number> {
  await seedProducts(headquarters, { productCount, registerCount: 0, priceShiftCents: SHIFT_CENTS });
  const version = async () => (await management.get<Status>('/status')).prices.version;
  const before = await version();
  const began = performance.now();
  await headquarters.post(`/channel-databases/${CHANNEL_DATABASE}/loads`, {});
  await until('the box sells from the new snapshot', async () => (await version()) !== before, 600_000);
  return performance.now() - began;
}
