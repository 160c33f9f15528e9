import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HeadquartersApi } from './store/headquarters-api';
import { ManagementApi } from './store/management-api';
import type { World } from './world';

export interface RunningStoreOptions {
  /** Commerce API on loopback. */
  readonly url: string;
  readonly management: string;
  readonly headquarters: string;
  /** DATA_DIR of the appliance, and of headquarters when that is another. */
  readonly dataDir: string;
  readonly headquartersDataDir?: string;
  /** The first one of the box when undefined. */
  readonly channel?: string;
  readonly registers: number;
  readonly staff: string;
  readonly pin: string;
  readonly cards: boolean;
}

interface RegisterList {
  readonly registers: readonly { readonly channelId: string; readonly registerId: string }[];
}

/** A store that is running already on this machine, such as the one `npm start` made. */
export async function openRunningStore(options: RunningStoreOptions): Promise<World> {
  const { dataDir, headquartersDataDir = dataDir } = options;
  const token = readFileSync(join(dataDir, 'scale-unit', 'keys', 'machine.token'), 'utf8').trim();
  const management = new ManagementApi(options.management, token);
  const headquarters = new HeadquartersApi(options.headquarters, headquartersDataDir);
  const { registers } = await management.get<RegisterList>('/registers');
  const channelId = options.channel ?? registers[0]?.channelId ?? '';
  const registerIds = registers.filter((register) => register.channelId === channelId).map(({ registerId }) => registerId);
  if (registerIds.length < options.registers) {
    throw new Error(`channel ${channelId} has ${registerIds.length} registers, not ${options.registers}`);
  }
  return {
    registerUrl: options.url,
    channelId,
    registerIds: registerIds.slice(0, options.registers),
    cashier: { staffId: options.staff, pin: options.pin },
    headquarters,
    hasCardTerminal: options.cards,
    activationCode: (registerId) => management.activationCode(channelId, registerId),
    close: () => headquarters.close(),
  };
}
