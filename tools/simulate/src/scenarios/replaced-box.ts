import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { differencesOf, type Difference } from '../check/compare';
import { settleAccounts } from '../check/settle-accounts';
import { SimulatorLedger } from '../ledger';
import type { OwnStore } from '../own-store';
import { serveCustomers } from '../register/customers';
import { openLanes, type OpenLane } from '../register/open-lanes';
import { CHANNEL_DATABASE } from '../store/chain';
import { enrol, untilReady, untilReadyOrBehind } from '../store/enrol';
import { ManagementApi } from '../store/management-api';
import { startSecondBox } from './second-box';
import { until } from './until';

export interface ReplacedBoxResult {
  /** Between what registers were told, the new box and headquarters, at the end. */
  readonly differences: readonly Difference[];
  readonly sold: number;
  /** Sales that were acknowledged after the copy was made, with headquarters away: on no disk but the lost one. */
  readonly soldSinceCopy: number;
  /** How the new box stood before a register logged on. */
  readonly standing: string;
  /** Every counter headquarters holds, by its box; none stands there twice. */
  readonly counters: readonly string[];
  readonly epochs: readonly number[];
  readonly alarmsAtHeadquarters: readonly string[];
  readonly alarmsOnTheBox: readonly string[];
  /** What the old box says of itself when it comes back. */
  readonly oldBox: BoxStatus;
}

interface Backups {
  readonly current: object | null;
  readonly failed: { readonly message: string } | null;
}

interface BoxStatus {
  readonly box: { readonly state: string };
  readonly alarms: readonly { readonly code: string }[];
}

const READY_MS = 120_000;

/** Where this scenario's box keeps its copies: beside its data, as a stick would. */
export const stickOf = (folder: string): string => {
  const stick = join(folder, 'stick');
  mkdirSync(stick, { recursive: true });
  return stick;
};

/**
 * The disk dies after sales that reached neither a copy nor headquarters. A new box takes over with a replacement code, the last copy, and
 * what the registers hold. Then the old box comes back.
 */
export async function replacedBox(world: OwnStore, folder: string, salesEach: number): Promise<ReplacedBoxResult> {
  const { store, headquarters } = world;
  const since = Date.now();
  const ledger = new SimulatorLedger(join(folder, 'ledger.jsonl'));
  const lanes = await openLanes(world, ledger, 1);
  const sell = (some: readonly OpenLane[]) =>
    Promise.all(some.map((lane) => serveCustomers(lane, { count: salesEach, comesAtMs: () => 0 }, throwIt)));

  await sell(lanes);
  store.lineToHeadquarters.cut();
  await sell(lanes);
  await world.management.post('/backups', {});
  await until('the copy is made', () => isDone(world.management));
  const copied = ledger.acknowledged().length;
  await sell(lanes);
  const soldSinceCopy = ledger.acknowledged().length - copied;
  await store.killUnit();
  const oldDisk = join(folder, 'old-disk');
  cpSync(store.unitFolder, join(oldDisk, 'scale-unit'), { recursive: true });
  rmSync(store.unitFolder, { recursive: true });
  store.lineToHeadquarters.restore();

  const management = await takeOver(world);
  const standing = (await management.get<BoxStatus>('/status')).box.state;
  await sell(lanes);
  const oldBox = await comeBack(world, oldDisk);
  const { books } = await settleAccounts(world, ledger, lanes, since);
  ledger.close();

  const records = await headquarters.records({ channelId: world.channelId });
  const { boxes } = await headquarters.get<{ boxes: { epoch: number }[] }>('/boxes');
  const { alarms } = await headquarters.get<{ alarms: { kind: string; details: object }[] }>('/alarms');
  return {
    differences: differencesOf(books),
    sold: books.acknowledged.length,
    soldSinceCopy,
    standing,
    counters: records.map(({ instanceId, counter }) => `${instanceId}/${counter}`),
    epochs: boxes.map(({ epoch }) => epoch),
    alarmsAtHeadquarters: alarms.map(({ kind, details }) => `${kind} ${JSON.stringify(details)}`),
    alarmsOnTheBox: (await management.get<BoxStatus>('/status')).alarms.map(({ code }) => code),
    oldBox,
  };
}

/** As store IT does: a fresh machine, the line from headquarters, the folder with the copies. */
async function takeOver({ store, headquarters }: OwnStore): Promise<ManagementApi> {
  await store.startUnit();
  const management = new ManagementApi(store.managementUrl, store.machineToken());
  const { headquartersUrl } = store;
  await enrol({ management, headquarters, headquartersUrl, channelDatabaseId: CHANNEL_DATABASE, isReplacement: true });
  await untilReady(store.unitUrl, READY_MS);
  await management.post('/backups/restore', {});
  await until('the scale unit ended to begin anew', () => !store.unit.isRunning, READY_MS);
  await store.startUnit();
  await untilReadyOrBehind(store.unitUrl, READY_MS);
  return management;
}

async function comeBack({ store }: OwnStore, oldDisk: string): Promise<BoxStatus> {
  const old = await startSecondBox(store, oldDisk);
  const status = () => old.management.get<BoxStatus>('/status');
  try {
    await until('the old box was told', async () => (await status()).box.state === 'superseded');
    return await status();
  } finally {
    await old.stop();
  }
}

async function isDone(management: ManagementApi): Promise<boolean> {
  const { current, failed } = await management.get<Backups>('/backups');
  if (failed) throw new Error(failed.message);
  return current === null;
}

function throwIt(error: Error): never {
  throw error;
}
