import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { differencesOf, type Difference } from '../check/compare';
import { PriceListWatch } from '../check/price-list-watch';
import { pricesOutOfStep } from '../check/price-lists';
import { settleAccounts } from '../check/settle-accounts';
import { SimulatorLedger } from '../ledger';
import { openOwnStore, type OwnStore } from '../own-store';
import { Random } from '../random';
import { serveCustomers, type Outcome } from '../register/customers';
import { openLanes, type OpenLane } from '../register/open-lanes';
import { CHANNEL_DATABASE, seedProducts } from '../store/chain';

export interface PriceChangeOptions {
  readonly folder: string;
  readonly productCount: number;
  readonly perSecond: number;
  readonly seed: number;
  readonly note?: (line: string) => void;
}

export interface PriceChangeResult {
  readonly differences: readonly Difference[];
  readonly refusals: readonly string[];
  /** Lists that were neither wholly old nor wholly new, or old again after a new one. */
  readonly halfLists: readonly string[];
  readonly listsSeen: number;
  /** Sales with a line that does not stand in the list it was quoted by. */
  readonly outOfStep: readonly string[];
  readonly sold: number;
  /** From the order at headquarters until the first list with new prices was seen. */
  readonly switchedAfterMs: number;
  /** Of the checkouts from that order on. */
  readonly checkoutMs: { readonly count: number; readonly p50: number; readonly p99: number; readonly most: number };
}

/** A distribution schedule as it is listed: what may be put back, and what headquarters says of it. */
type Schedule = Readonly<Record<string, unknown>> & { readonly isPredefined: boolean; readonly nextRunAt: number | null };

/** Every price falls by this much: a register that sells a whole basket by the old prices it knows has taken enough. */
const SHIFT_CENTS = -25;
const REGISTERS = 4;
const PHASE_MS = 3_000;
const LONGEST_SWITCH_MS = 180_000;

/** While registers sell, every price changes at headquarters and everything is sent down again; then the books are compared. */
export async function priceChangeRun(options: PriceChangeOptions): Promise<PriceChangeResult> {
  const world = await openOwnStore({ ...options, registerCount: REGISTERS });
  try {
    return await sellThroughChange(world, options);
  } finally {
    await world.close();
  }
}

async function sellThroughChange(world: OwnStore, options: PriceChangeOptions): Promise<PriceChangeResult> {
  const { folder, productCount, seed, note } = options;
  const since = Date.now();
  const ledger = new SimulatorLedger(join(folder, 'ledger.jsonl'));
  const lanes = await openLanes(world, ledger, seed);
  await stopSchedules(world);
  await seedProducts(world.headquarters, { productCount, registerCount: REGISTERS, priceShiftCents: SHIFT_CENTS });
  note?.('new prices stand at headquarters');

  const refusals: string[] = [];
  await sellWhile(lanes, options, refusals, sleep(PHASE_MS));
  const watch = new PriceListWatch(commerceOf(lanes), { productCount, shiftCents: SHIFT_CENTS }, new Random(seed));
  let switchedAfterMs = Infinity;
  const change = async (): Promise<void> => {
    const ordered = performance.now();
    await world.headquarters.post(`/channel-databases/${CHANNEL_DATABASE}/loads`, {});
    while (!watch.hasSeenNew && performance.now() - ordered < LONGEST_SWITCH_MS) await sleep(50);
    switchedAfterMs = watch.hasSeenNew ? performance.now() - ordered : Infinity;
    note?.(`the store sells by the new prices after ${Math.round(switchedAfterMs)} ms`);
    await sleep(PHASE_MS);
  };
  let isOver = false;
  const watching = watch.until(() => isOver);
  const during = await sellWhile(lanes, options, refusals, change());
  isOver = true;
  await watching;
  const { books } = await settleAccounts(world, ledger, lanes, since);
  const outOfStep = pricesOutOfStep(ledger, [0, SHIFT_CENTS]);
  ledger.close();
  const { halfLists, listsSeen } = watch;
  const checkoutMs = figuresOf(during);
  return {
    differences: differencesOf(books),
    refusals,
    halfLists,
    listsSeen,
    outOfStep,
    sold: books.acknowledged.length,
    switchedAfterMs,
    checkoutMs,
  };
}

/** What is entered stays at headquarters until the load is ordered, or each page of it would go down as a change of its own. */
async function stopSchedules({ headquarters }: OwnStore): Promise<void> {
  const { schedules } = await headquarters.get<{ schedules: Schedule[] }>('/scheduler/schedules');
  for (const { isPredefined: _, nextRunAt: _next, ...schedule } of schedules) {
    await headquarters.put('/scheduler/schedules', { ...schedule, isActive: false });
  }
}

/** All registers sell until something else is done. */
async function sellWhile(
  lanes: readonly OpenLane[],
  { perSecond }: PriceChangeOptions,
  refusals: string[],
  something: Promise<void>,
): Promise<Outcome[]> {
  let isOver = false;
  const comesAtMs = (lane: number) => (nth: number) => ((nth * lanes.length + lane) * 1_000) / perSecond;
  const selling = lanes.map((lane, index) =>
    serveCustomers(lane, { comesAtMs: comesAtMs(index), isOver: () => isOver }, (refusal) => refusals.push(refusal.message)),
  );
  await something;
  isOver = true;
  return (await Promise.all(selling)).flat();
}

function commerceOf([lane]: readonly OpenLane[]) {
  if (!lane) throw new Error('a run has at least one register');
  return lane.till.commerce;
}

function figuresOf(outcomes: readonly Outcome[]): PriceChangeResult['checkoutMs'] {
  const sorted = outcomes.flatMap(({ checkoutMs }) => (checkoutMs > 0 ? [checkoutMs] : [])).toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Infinity;
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), most: sorted.at(-1) ?? Infinity };
}
