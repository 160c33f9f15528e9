import { mkdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { Line } from './line';
import { freePorts } from './ports';
import { ROOT, RunningProcess } from './process';
import { TerminalControl } from './terminal-control';

const READY_WITHIN_MS = 60_000;
const UNIT = 'dist/apps/scale-unit/src/main.js';
/** As the launcher of an installation starts it. */
const INSTALLED_NODE_ARGS = installedNodeArgs();

export interface StoreOptions {
  /** Everything of this store is kept here: data, ledgers, logs. */
  readonly folder: string;
  readonly unitEnv?: Readonly<Record<string, string>>;
  /** Business day of headquarters and appliance, for dated data. */
  readonly asOf?: string;
  /** Appliance and headquarters without a line between them, so that it costs a measurement nothing. */
  readonly isDirect?: boolean;
}

interface Ports {
  readonly headquarters: number;
  readonly unit: number;
  readonly management: number;
  readonly terminal: number;
}

/**
 * A whole store as real processes from dist: headquarters, the appliance, a card terminal, with a line between each two of
 * them that can be cut. Made for the simulator's chaos and the system tests; it kills what it started and nothing else.
 */
export class Store {
  headquarters!: RunningProcess;
  unit!: RunningProcess;
  terminal!: RunningProcess;
  /** What a test plants into the next start of the appliance. */
  planted: { readonly nodeArgs?: readonly string[]; readonly env?: Readonly<Record<string, string>> } = {};

  private constructor(
    readonly options: StoreOptions,
    readonly ports: Ports,
    /** Between appliance and headquarters. */
    readonly lineToHeadquarters: Line,
    /** Between registers and appliance. */
    readonly lineToUnit: Line,
    /** Between appliance and card terminal. */
    readonly lineToTerminal: Line,
  ) {}

  static async start(options: StoreOptions): Promise<Store> {
    mkdirSync(join(options.folder, 'data'), { recursive: true });
    const [headquarters = 0, unit = 0, management = 0, terminal = 0] = await freePorts(4);
    const [above, below, beside] = await Promise.all([headquarters, unit, terminal].map((port) => Line.to(`http://127.0.0.1:${port}`)));
    const store = new Store(options, { headquarters, unit, management, terminal }, above!, below!, beside!);
    const started = await Promise.allSettled([store.startHeadquarters(), store.startTerminal(), store.startUnit()]);
    const failed = started.find((one) => one.status === 'rejected');
    if (!failed) return store;
    await store.stop();
    throw failed.reason;
  }

  /** Where registers ask: through the line. */
  get registerUrl(): string {
    return `http://127.0.0.1:${this.lineToUnit.port}`;
  }

  /** Where checks ask: past the line. */
  get unitUrl(): string {
    return `http://127.0.0.1:${this.ports.unit}`;
  }

  get managementUrl(): string {
    return `http://127.0.0.1:${this.ports.management}`;
  }

  /** As the appliance is told it: through the line, if there is one. */
  get headquartersUrl(): string {
    return `https://localhost:${this.options.isDirect ? this.ports.headquarters : this.lineToHeadquarters.port}`;
  }

  get terminalControl(): TerminalControl {
    return new TerminalControl(`http://127.0.0.1:${this.ports.terminal}`);
  }

  get dataFolder(): string {
    return join(this.options.folder, 'data');
  }

  get unitFolder(): string {
    return join(this.dataFolder, 'scale-unit');
  }

  async startHeadquarters(): Promise<void> {
    const { asOf } = this.options;
    this.headquarters = this.launch('headquarters', 'dist/apps/headquarters/src/main.js', {
      env: {
        HEADQUARTERS_HOST: '127.0.0.1',
        HEADQUARTERS_PORT: String(this.ports.headquarters),
        HEADQUARTERS_PUBLIC_URL: this.headquartersUrl,
        ...(asOf && { HEADQUARTERS_AS_OF: asOf }),
      },
    });
    await this.headquarters.until(() => isListening(this.ports.headquarters), READY_WITHIN_MS);
  }

  /** Answers how long it took until it lived, or until what the caller waits for. */
  async startUnit(isThere: () => Promise<unknown> = () => fetch(`${this.unitUrl}/livez`)): Promise<number> {
    const unitNodeArgs = [...INSTALLED_NODE_ARGS, ...(this.planted.nodeArgs ?? [])];
    this.unit = this.launch('scale-unit', UNIT, { nodeArgs: unitNodeArgs, env: this.unitEnvironment() });
    return this.unit.until(async () => (await isThere(), true), READY_WITHIN_MS);
  }

  /** The appliance's settings, for whoever starts it otherwise. */
  unitEnvironment(): Record<string, string> {
    const { asOf, unitEnv } = this.options;
    return {
      // As the launcher sets it.
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? join(this.options.folder, 'compiled'),
      UNIT_LAN_HOST: 'off',
      UNIT_PORT: String(this.ports.unit),
      UNIT_MANAGEMENT_PORT: String(this.ports.management),
      UNIT_TERMINAL_URL: `http://127.0.0.1:${this.lineToTerminal.port}`,
      ...(asOf && { UNIT_AS_OF: asOf }),
      ...unitEnv,
      ...this.planted.env,
    };
  }

  async startTerminal(): Promise<void> {
    const ledger = join(this.options.folder, 'terminal.jsonl');
    const args = ['--port', String(this.ports.terminal), '--ledger', ledger, '--no-endings'];
    this.terminal = this.launch('terminal', 'dist/tools/terminal/src/main.js', { args });
    await this.terminal.until(() => this.terminalControl.isUp(), READY_WITHIN_MS);
  }

  async killUnit(): Promise<void> {
    await this.unit.kill();
  }

  /** The credential of this machine, which the appliance wrote for its own console. */
  machineToken(): string {
    return readFileSync(join(this.unitFolder, 'keys', 'machine.token'), 'utf8').trim();
  }

  /** Ends everything. The unit goes first, so that headquarters and terminal are there while it stops. */
  async stop(): Promise<void> {
    await this.unit.stop();
    await Promise.all([this.headquarters.stop(), this.terminal.stop()]);
    await Promise.all([this.lineToHeadquarters.close(), this.lineToUnit.close(), this.lineToTerminal.close()]);
  }

  private launch(
    name: string,
    entry: string,
    {
      args = [],
      nodeArgs = [],
      env = {},
    }: { args?: readonly string[]; nodeArgs?: readonly string[]; env?: Readonly<Record<string, string>> },
  ): RunningProcess {
    const log = join(this.options.folder, `${name}.log`);
    return RunningProcess.start({ entry, args, nodeArgs, log, env: { DATA_DIR: this.dataFolder, ...env } });
  }
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket
      .once('error', () => resolve(false))
      .once('connect', () => {
        socket.destroy();
        resolve(true);
      });
  });
}

function installedNodeArgs(): readonly string[] {
  const list = JSON.parse(readFileSync(join(ROOT, 'deploy', 'launcher', 'processes.json'), 'utf8')) as {
    entry: string;
    nodeArgs?: string[];
  }[];
  return list.find(({ entry }) => entry === UNIT)?.nodeArgs ?? [];
}
