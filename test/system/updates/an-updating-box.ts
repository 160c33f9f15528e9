import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { judge, ownObservation, type UnitStatus } from '@app/appliance';
import { UpdateFolder } from '@app/updates';
import { readSettings } from '../../../apps/console/src/config';
import { UpdatesService } from '../../../apps/console/src/updates/updates.service';
import { Children } from '../../../tools/demo/children.mjs';
import { Headquarters } from '../../../tools/demo/headquarters.mjs';
import { ScaleUnit } from '../../../tools/demo/scale-unit.mjs';
import { setUp } from '../../../tools/demo/set-up.mjs';
import { environmentOf } from '../../../tools/demo/settings.mjs';
import { startAll } from '../../../tools/demo/start-all.mjs';
import { buildRelease, writeManifest } from '../../../tools/release/src/build-release';
import { makeKeys, readAllKeys } from '../../../tools/release/src/keys';
import { publishRelease, signRelease } from '../../../tools/release/src/publish';
import { Repository } from '../../../tools/release/src/repository';
import { WebServer } from '../../../tools/release/src/web-server';
import { until } from '../../../tools/simulate/src/scenarios/until';
import { freePorts } from '../../../tools/simulate/src/store/ports';
import { capturePinned, ROOT } from '../../../tools/run/runtime.mjs';

const PORT_NAMES = [
  'HEADQUARTERS_PORT', 'UNIT_PORT', 'UNIT_LAN_PORT', 'UNIT_MANAGEMENT_PORT', 'CONSOLE_PORT', 'CONSOLE_LAN_PORT', 'TERMINAL_PORT',
]; // prettier-ignore
/** The deadline is over: it begins as soon as no payment is open. */
export const URGENT = ['--deadline', '2020-01-01T00:00Z'];
const HEADQUARTERS = 'dist/apps/headquarters/src/main.js';
const PLATFORM = `${process.platform}-${process.arch}`;

/** Replaces text in a file of a release; the text has to be there, or nothing was planted. */
export type Plant = (release: string) => void;

export const replaceIn =
  (path: string, search: string | RegExp, text: string): Plant =>
  (release) => {
    const file = join(release, path);
    const before = readFileSync(file, 'utf8');
    const after = before.replace(search, text);
    if (after === before) throw new Error(`nothing to plant in ${path}`);
    writeFileSync(file, after);
  };

export const prepend =
  (path: string, text: string): Plant =>
  (release) =>
    writeFileSync(join(release, path), text + readFileSync(join(release, path), 'utf8'));

interface Printed {
  readonly code: number;
  readonly output: string;
}

export interface Ended {
  readonly state: string;
  readonly from: string;
  readonly to: string;
  readonly reason: { readonly code: string; readonly detail: string } | null;
  readonly pauseMs: number | null;
  readonly returnMs: number | null;
}

export type ProcessName = 'launcher' | 'scale-unit' | 'console' | 'updater';

/** A real headquarters, a real box under its launcher, and a repository of releases on a web server, with keys made now. */
export class UpdatingBox {
  private children!: Children;
  /** Gives out the repository. */
  web!: WebServer;
  readonly dataDir: string;
  readonly repository: Repository;
  firstTimestamp!: Buffer;
  readonly storeFile: string;
  settings!: { dataDir: string; ports: Record<string, number> };

  private constructor(readonly folder: string) {
    this.dataDir = join(folder, 'data');
    this.repository = new Repository(join(folder, 'repository'));
    this.storeFile = join(this.dataDir, 'scale-unit', 'store.db');
  }

  /** `parent`: the disk to lie on. */
  static async open(environment: Readonly<Record<string, string>> = {}, parent = tmpdir()): Promise<UpdatingBox> {
    const box = new UpdatingBox(mkdtempSync(join(parent, 'updates-')));
    makeKeys(box.keysFolder);
    const keys = readAllKeys(box.keysFolder);
    box.repository.writeRoot(keys);
    box.repository.writeTargets({}, keys.targets);
    box.repository.writeSnapshot(keys.snapshot);
    box.repository.writeTimestamp(keys.timestamp);
    box.firstTimestamp = readFileSync(box.repository.path('timestamp', 0));
    box.web = await WebServer.open(box.repository.folder);
    await box.start(environment);
    return box;
  }

  get keysFolder(): string {
    return join(this.folder, 'keys');
  }

  /** Builds a release from this checkout, spoils it as asked, lists, signs and publishes it. */
  async publish(version: string, plants: readonly Plant[] = [], keysFolder = this.keysFolder): Promise<void> {
    const release = join(this.folder, 'built', version);
    const manifest = await buildRelease({
      root: ROOT, version, platform: PLATFORM, into: release, sbom: '{}\n', withPackages: false, trustedRoot: this.repository.path('root', 1), plants,
    }); // prettier-ignore
    const list = `${release}.manifest.json`;
    writeManifest(list, manifest);
    signRelease(this.repository, manifest, readFileSync(list), keysFolder);
    publishRelease(this.repository, release, list, keysFolder);
  }

  /** Asks as a person at the box does. */
  async updates(...args: string[]): Promise<string> {
    const { code, output } = (await capturePinned(['dist/apps/updater/src/cli.js', ...args], { env: this.environment() })) as Printed;
    if (code !== 0) throw new Error(output);
    return output;
  }

  /** Orders it and waits for its end. `isUrgent` does not wait until registers were told. */
  async install(version: string, { isUrgent = false } = {}): Promise<Ended> {
    await this.updates('install', version, ...(isUrgent ? URGENT : []));
    return this.ended(version);
  }

  /** Waits until an update to this version has ended. */
  async ended(version: string, withinMs = 180_000): Promise<Ended> {
    for (const end = Date.now() + withinMs; Date.now() < end; await pause(100)) {
      const last = this.history().at(-1);
      if (last?.to === version && !existsSync(join(this.dataDir, 'updates', 'order.json'))) return last;
    }
    throw new Error(`the update to ${version} did not end: ${await this.updates('status')}`);
  }

  history(): Ended[] {
    return new UpdateFolder(join(this.dataDir, 'updates')).history();
  }

  state(): string {
    const file = join(this.dataDir, 'updates', 'update.json');
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { state: string }).state : 'none';
  }

  /** The version that answers registers. */
  async running(): Promise<string> {
    const status = (await new ScaleUnit(this.settings).status()) as { software: { version: string } };
    return status.software.version;
  }

  /** What the console of this box finds, causes and consequences. */
  async findings(): Promise<string[]> {
    const status = (await new ScaleUnit(this.settings).status()) as UnitStatus;
    const updates = new UpdatesService(readSettings({ DATA_DIR: this.dataDir }), {} as never, { now: () => Date.now() });
    const { findings } = judge({ ...ownObservation(status), update: updates.facts() });
    return findings.flatMap(({ code, consequences }) => [code, ...consequences.map((one) => one.code)]);
  }

  async close(): Promise<void> {
    await this.children?.stop();
    await this.web?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /**
   * Ends a process of the box without a chance to say or write anything, and starts the launcher again when it was that. False when the
   * process does not run just now.
   */
  async kill(name: ProcessName): Promise<boolean> {
    const pid = this.pidOf(name);
    if (!pid || !isThere(pid)) return false;
    process.kill(pid, 'SIGKILL');
    if (name !== 'launcher') return true;
    while (isThere(pid)) await pause(2);
    this.startLauncher();
    return true;
  }

  /** Stops the box in good order and starts it with other settings beside those it had. */
  async restart(environment: Readonly<Record<string, string>>): Promise<void> {
    const pid = this.pidOf('launcher')!;
    process.kill(pid, 'SIGTERM');
    while (isThere(pid)) await pause(10);
    this.children.environment = { ...this.children.environment, ...environment };
    this.startLauncher();
  }

  /** Headquarters is away until the function that it gives back was called. */
  async loseHeadquarters(): Promise<() => Promise<void>> {
    const running = this.children.list() as { pid: number; entry: string }[];
    process.kill(running.findLast(({ entry }) => entry === HEADQUARTERS)!.pid, 'SIGTERM');
    const isAway = () => fetch(`https://localhost:${this.settings.ports['HEADQUARTERS_PORT']}`).then(
      () => false,
      (error: Error) => (error.cause as { code?: string }).code === 'ECONNREFUSED',
    ); // prettier-ignore
    await until('headquarters is away', isAway);
    return async () => {
      this.children.start('headquarters', HEADQUARTERS);
      await until('headquarters is back', async () => !(await isAway()));
    };
  }

  /** Waits until the update under way is in this state. */
  async untilState(wanted: string): Promise<void> {
    for (const end = Date.now() + 60_000; Date.now() < end; await pause(5)) if (this.state() === wanted) return;
    throw new Error(`the update never was ${wanted}: ${await this.updates('status')}`);
  }

  private startLauncher(): void {
    const nodeArgs = JSON.parse(readFileSync(join(ROOT, 'deploy/launcher/node-flags.json'), 'utf8')) as string[];
    this.children.start('appliance', 'deploy/launcher/main.cjs', { nodeArgs } as object);
  }

  private pidOf(name: ProcessName): number | null | undefined {
    const file = join(this.dataDir, 'launcher', 'status.json');
    const status = JSON.parse(readFileSync(file, 'utf8')) as { launcherPid: number; processes: { name: string; pid: number | null }[] };
    return name === 'launcher' ? status.launcherPid : status.processes.find((one) => one.name === name)?.pid;
  }

  private environment(): Record<string, string> {
    return {
      ...(environmentOf(this.settings) as Record<string, string>),
      UPDATER_URL: this.web.url,
      UPDATER_TRUSTED_ROOT: this.repository.path('root', 1),
    };
  }

  private async start(environment: Readonly<Record<string, string>>): Promise<void> {
    const ports = await freePorts(PORT_NAMES.length);
    this.settings = { dataDir: this.dataDir, ports: Object.fromEntries(PORT_NAMES.map((name, index) => [name, ports[index]!])) };
    mkdirSync(join(this.dataDir, 'releases'), { recursive: true });
    // Packages lie beside the releases, where every one of them finds them, so that a release is small.
    symlinkSync(join(ROOT, 'node_modules'), join(this.dataDir, 'releases', 'node_modules'));
    const own = { ...this.environment(), ...environment };
    const headquarters = new Headquarters(own);
    const chain = await headquarters.makeChain();
    this.children = new Children(this.dataDir, own);
    const unit = new ScaleUnit(this.settings);
    await startAll(this.children, this.settings, unit);
    await setUp(unit, headquarters, chain);
  }
}

/** One that has ended and whose parent has not noted it yet counts as gone. */
function isThere(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'latin1').includes(') Z ');
  } catch {
    return false;
  }
}
