import { instantReaching, minuteReached } from '@app/kernel';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { differencesOf, type Difference } from '../check/compare';
import { saleIn } from '../check/facts';
import { isPricedInTime, listFaults, listKind, type PriceChange, type SeenList } from '../check/price-moment';
import { settleAccounts } from '../check/settle-accounts';
import { SimulatorLedger } from '../ledger';
import { openOwnStore, type OwnStore } from '../own-store';
import { serveCustomers } from '../register/customers';
import { openLanes, type OpenLane } from '../register/open-lanes';
import { CHANNEL_DATABASE, sendPriceList, TIME_ZONE } from '../store/chain';
import { until } from './until';

export interface PriceListOptions {
  readonly folder: string;
  /** At most a page of the assortment. */
  readonly productCount: number;
  readonly seed: number;
}

export interface PriceListResult {
  readonly differences: readonly Difference[];
  readonly refusals: readonly string[];
  /** Lists that registers read which were not what they had to be. */
  readonly listFaults: readonly string[];
  /** Sales with a line that is not of its moment. */
  readonly outOfTime: readonly string[];
  /** Catalog versions seen from the arrival of the new list to after the change. */
  readonly catalogVersions: readonly number[];
  /** Whole lists read per register, before and after. */
  readonly listsSeen: readonly { readonly registerId: string; readonly old: number; readonly new: number }[];
  readonly soldBefore: number;
  readonly soldAfter: number;
}

const REGISTERS = 2;
/** A register that sells a whole basket by the old prices it knows has taken enough. */
const SHIFT_CENTS = -25;
/** The minute that begins next after so long: time for the list to arrive. */
const AHEAD_MS = 75_000;
const AFTERWARDS_MS = 4_000;
const ASK_AGAIN_MS = 200;
const CUSTOMER_EVERY_MS = 400;

/** A price list is sent ahead of its minute; two registers sell and read prices until it has come, and after. */
export async function priceListRun(options: PriceListOptions): Promise<PriceListResult> {
  const world = await openOwnStore({ ...options, registerCount: REGISTERS });
  try {
    return await sellThroughMinute(world, options);
  } finally {
    await world.close();
  }
}

async function sellThroughMinute(world: OwnStore, { folder, productCount, seed }: PriceListOptions): Promise<PriceListResult> {
  const since = Date.now();
  const ledger = new SimulatorLedger(join(folder, 'ledger.jsonl'));
  const lanes = await openLanes(world, ledger, seed);
  const minute = minuteReached(Date.now() + AHEAD_MS, TIME_ZONE);
  const change: PriceChange = { at: instantReaching(minute, TIME_ZONE), shiftCents: SHIFT_CENTS };
  await sendPriceList(world.headquarters, { productCount, shiftCents: SHIFT_CENTS, from: minute });
  await world.headquarters.post(`/channel-databases/${CHANNEL_DATABASE}/loads`, { jobs: ['1020'] });
  const [first] = lanes as [OpenLane];
  const hasArrived = async () => (await readList(first, productCount)).products[0]?.priceValidUntil === change.at;
  await until('the price list arrives before its minute', hasArrived, change.at - Date.now());

  const isOver = () => Date.now() > change.at + AFTERWARDS_MS;
  const refusals: string[] = [];
  const seen = await Promise.all(
    lanes.flatMap((lane) => [
      readLists(lane, productCount, isOver),
      serveCustomers(lane, { comesAtMs: (nth) => nth * CUSTOMER_EVERY_MS, isOver }, ({ message }) => refusals.push(message)).then(() => []),
    ]),
  );
  const lists = seen.flat();
  const { books } = await settleAccounts(world, ledger, lanes, since);
  const sales = [...ledger.acknowledged()].flatMap(({ transactionId, capsule }) => {
    const sale = saleIn(capsule);
    return sale ? [{ transactionId, sale }] : [];
  });
  ledger.close();
  return {
    differences: differencesOf(books),
    refusals,
    listFaults: listFaults(lists, change),
    outOfTime: sales.filter(({ sale }) => !isPricedInTime(sale, change)).map(({ transactionId }) => transactionId),
    catalogVersions: [...new Set(lists.map(({ catalogVersion }) => catalogVersion))],
    listsSeen: world.registerIds.map((registerId) => countsOf(registerId, lists, change)),
    soldBefore: sales.filter(({ sale }) => sale.beganAt < change.at).length,
    soldAfter: sales.filter(({ sale }) => sale.beganAt >= change.at).length,
  };
}

async function readLists(lane: OpenLane, productCount: number, isOver: () => boolean): Promise<SeenList[]> {
  const lists: SeenList[] = [];
  for (; !isOver(); await sleep(ASK_AGAIN_MS)) lists.push(await readList(lane, productCount));
  return lists;
}

async function readList({ register: { registerId }, till }: OpenLane, limit: number): Promise<SeenList> {
  const askedAt = Date.now();
  const { content } = await till.commerce.ask((api) => api.GET('/api/v1/products', { params: { query: { limit } } }));
  return { registerId, askedAt, answeredAt: Date.now(), catalogVersion: content.catalogVersion, products: content.products };
}

function countsOf(registerId: string, lists: readonly SeenList[], change: PriceChange) {
  const kinds = lists.filter((list) => list.registerId === registerId).map((list) => listKind(list, change));
  return { registerId, old: kinds.filter((kind) => kind === 'old').length, new: kinds.filter((kind) => kind === 'new').length };
}
