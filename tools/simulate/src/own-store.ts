import { Chaos } from './chaos';
import { Random } from './random';
import { CASHIER, CHANNEL, CHANNEL_DATABASE, registerIds, sampleOf, seedChain, type ChainPlan } from './store/chain';
import { enrol, untilReady } from './store/enrol';
import { importGrocery, largestBranch, type GroceryFile, type Place } from './store/grocery';
import { HeadquartersApi } from './store/headquarters-api';
import { ManagementApi } from './store/management-api';
import { Store, type StoreOptions } from './store/store';
import type { World } from './world';

const FIRST_LOAD_MS = 120_000;

export interface OwnStoreOptions extends StoreOptions {
  readonly registerCount: number;
  /** Goods of the made-up chain. */
  readonly productCount: number;
  /** A price file to take over instead of a made-up chain; the day it is of becomes the business day. */
  readonly grocery?: GroceryFile;
  /** Sets up the place to sell in by other means than a made-up chain or a price file. */
  readonly setUp?: (headquarters: HeadquartersApi) => Promise<Place>;
}

/** A store of the run's own, with everything a test may want to break. */
export interface OwnStore extends World {
  readonly store: Store;
  readonly management: ManagementApi;
}

/** Starts headquarters, appliance and terminal, makes a chain, enrols the appliance and waits for its data. */
export async function openOwnStore({ registerCount, productCount, grocery, setUp, ...options }: OwnStoreOptions): Promise<OwnStore> {
  if (grocery) await importGrocery(grocery, options.folder);
  const store = await Store.start({ ...options, ...(grocery && { asOf: grocery.day }) });
  const headquarters = new HeadquartersApi(`https://localhost:${store.ports.headquarters}`, store.dataFolder);
  const management = new ManagementApi(store.managementUrl, store.machineToken());
  const close = async (): Promise<void> => {
    await headquarters.close();
    await store.stop();
  };
  try {
    const made = (): Promise<Place> => madeUpStore(headquarters, { registerCount, productCount });
    const place = grocery ? await largestBranch(headquarters, registerCount) : await (setUp?.(headquarters) ?? made());
    await enrol({ management, headquarters, headquartersUrl: store.headquartersUrl, channelDatabaseId: place.channelDatabaseId });
    await untilReady(store.unitUrl, FIRST_LOAD_MS);
    return {
      ...place,
      store,
      management,
      headquarters,
      registerUrl: store.registerUrl,
      hasCardTerminal: true,
      terminal: store.terminalControl,
      activationCode: (registerId) => management.activationCode(place.channelId, registerId),
      startChaos: (seed) => new Chaos(breakable(store), new Random(seed)),
      headquartersAway: () => store.headquarters.stop(),
      headquartersBack: () => store.startHeadquarters(),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function madeUpStore(headquarters: HeadquartersApi, plan: ChainPlan): Promise<Place> {
  await seedChain(headquarters, plan);
  return {
    channelDatabaseId: CHANNEL_DATABASE,
    channelId: CHANNEL,
    registerIds: registerIds(plan.registerCount),
    cashier: CASHIER,
    sample: sampleOf(plan.productCount),
  };
}

function breakable(store: Store) {
  return {
    lineToHeadquarters: store.lineToHeadquarters,
    terminal: store.terminalControl,
    killUnit: () => store.killUnit(),
    startUnit: async () => void (await store.startUnit()),
  };
}
