import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ManagementApi } from '../store/management-api';
import { untilReadyOrBehind } from '../store/enrol';
import { freePorts } from '../store/ports';
import { RunningProcess } from '../store/process';
import type { Store } from '../store/store';

/** A copy of an appliance's folder that runs as a box of its own beside the first: a cloned disk. */
export interface SecondBox {
  readonly url: string;
  readonly management: ManagementApi;
  stop(): Promise<void>;
}

const READY_MS = 60_000;

/** The folder of a stopped appliance, kept aside. */
export function copyUnit(store: Store, name: string): string {
  const copy = join(store.options.folder, name);
  mkdirSync(copy, { recursive: true });
  cpSync(store.unitFolder, join(copy, 'scale-unit'), { recursive: true });
  return copy;
}

export async function startSecondBox(store: Store, dataDir: string): Promise<SecondBox> {
  const [port = 0, managementPort = 0] = await freePorts(2);
  const url = `http://127.0.0.1:${port}`;
  const process = RunningProcess.start({
    entry: 'dist/apps/scale-unit/src/main.js',
    log: join(store.options.folder, 'second-box.log'),
    env: { ...store.unitEnvironment(), DATA_DIR: dataDir, UNIT_PORT: String(port), UNIT_MANAGEMENT_PORT: String(managementPort) },
  });
  await process.until(() => untilReadyOrBehind(url, READY_MS).then(() => true), READY_MS);
  return { url, management: new ManagementApi(`http://127.0.0.1:${managementPort}`, tokenIn(dataDir)), stop: () => process.stop() };
}

/** A box that is replaced has another credential than the one in its place. */
const tokenIn = (dataDir: string): string => readFileSync(join(dataDir, 'scale-unit', 'keys', 'machine.token'), 'utf8').trim();
