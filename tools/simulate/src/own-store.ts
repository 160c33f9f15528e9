import { Chaos } from './chaos';
import { Random } from './random';
import { CASHIER, CHANNEL, CHANNEL_DATABASE, registerIds, sampleOf, seedChain } from './store/chain';
import { enrol, untilReady } from './store/enrol';
import { HeadquartersApi } from './store/headquarters-api';
import { ManagementApi } from './store/management-api';
import { Store, type StoreOptions } from './store/store';
import type { World } from './world';

const FIRST_LOAD_MS = 120_000;

export interface OwnStoreOptions extends StoreOptions {
  readonly registerCount: number;
  readonly productCount: number;
}

/** A store of the run's own, with everything a test may want to break. */
export interface OwnStore extends World {
  readonly store: Store;
  readonly management: ManagementApi;
}

/** Starts headquarters, appliance and terminal, makes a chain, enrols the appliance and waits for its data. */
export async function openOwnStore({ registerCount, productCount, ...options }: OwnStoreOptions): Promise<OwnStore> {
  const store = await Store.start(options);
  const headquarters = new HeadquartersApi(`https://localhost:${store.ports.headquarters}`, store.dataFolder);
  const management = new ManagementApi(store.managementUrl, store.machineToken());
  const close = async (): Promise<void> => {
    await headquarters.close();
    await store.stop();
  };
  try {
    await seedChain(headquarters, { registerCount, productCount });
    await enrol({ management, headquarters, headquartersUrl: store.headquartersUrl, channelDatabaseId: CHANNEL_DATABASE });
    await untilReady(store.unitUrl, FIRST_LOAD_MS);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    store,
    management,
    headquarters,
    registerUrl: store.registerUrl,
    channelId: CHANNEL,
    registerIds: registerIds(registerCount),
    cashier: CASHIER,
    hasCardTerminal: true,
    terminal: store.terminalControl,
    sample: sampleOf(productCount),
    activationCode: (registerId) => management.activationCode(CHANNEL, registerId),
    startChaos: (seed) => new Chaos(breakable(store), new Random(seed)),
    headquartersAway: () => store.headquarters.stop(),
    headquartersBack: () => store.startHeadquarters(),
    close,
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
