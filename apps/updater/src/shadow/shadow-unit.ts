import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DomainError } from '@app/kernel';
import { Caller } from '../box/caller';

const READY_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 50;
const ENTRY = 'dist/apps/scale-unit/src/main.js';
const STOPS_WITHIN_MS = 10_000;
const KEPT_OUTPUT = 2_000;
/** Nobody answers there: a shadow asks no terminal and no headquarters. */
const NOWHERE = 'http://127.0.0.1:9';

export interface ShadowOptions {
  /** Folder of the release to run. */
  readonly release: string;
  readonly dataDir: string;
  readonly asOf?: string | undefined;
  readonly compileCache?: string | undefined;
}

/** The scale unit of a release as a process of its own on a copy of the store, asked from outside through its TLS port. */
export class ShadowUnit {
  private output = '';

  private constructor(
    private readonly child: ChildProcess,
    readonly caller: Caller,
  ) {
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (text: Buffer) => (this.output = (this.output + text.toString()).slice(-KEPT_OUTPUT)));
  }

  /** Resolves when it can sell. Throws a coded refusal when it ends before, or takes too long. */
  static async start({ release, dataDir, asOf, compileCache }: ShadowOptions): Promise<ShadowUnit> {
    const [lan, loopback, management] = await freePorts();
    const runtime = join(release, 'runtime', 'bin', 'node');
    const child = spawn(existsSync(runtime) ? runtime : process.execPath, [join(release, ENTRY)], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: {
        ...(compileCache && { NODE_COMPILE_CACHE: compileCache }),
        DATA_DIR: dataDir, UNIT_LAN_HOST: '127.0.0.1', UNIT_LAN_PORT: `${lan}`, UNIT_PORT: `${loopback}`, UNIT_MANAGEMENT_PORT: `${management}`,
        UNIT_TERMINAL_URL: NOWHERE, UNIT_LOG_LEVEL: 'warn', ...(asOf && { UNIT_AS_OF: asOf }),
      }, // prettier-ignore
    });
    const authority = () => readFileSync(join(dataDir, 'scale-unit', 'tls', 'authority.pem'), 'utf8');
    const unit = new ShadowUnit(child, new Caller(`https://127.0.0.1:${lan}`, authority));
    try {
      await unit.untilReady();
      return unit;
    } catch (error) {
      await unit.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    if (this.hasEnded) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    const killer = setTimeout(() => this.child.kill('SIGKILL'), STOPS_WITHIN_MS);
    await ended;
    clearTimeout(killer);
  }

  private get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  private async untilReady(): Promise<void> {
    let cannot = '';
    this.child.on('error', (error) => (cannot = error.message));
    for (const end = Date.now() + READY_WITHIN_MS; ; await pause(LOOK_EVERY_MS)) {
      const { status, text } = await this.caller.ask({ path: '/readyz' }).catch((error: Error) => ({ status: 0, text: error.message }));
      if (status === 200) return;
      if (cannot) throw failed(`the scale unit cannot be started: ${cannot}`);
      if (this.hasEnded)
        throw failed(`the scale unit ended at once with ${this.child.exitCode ?? this.child.signalCode}: ${this.lastLine()}`);
      if (Date.now() > end) throw failed(`the scale unit is not ready: ${text} ${this.lastLine()}`);
    }
  }

  private lastLine(): string {
    return this.output.trim().split('\n').slice(-12).join(' ').slice(-400);
  }
}

const failed = (message: string): DomainError => new DomainError('rehearsal.failed', message);

async function freePorts(): Promise<number[]> {
  const servers = [0, 0, 0].map(() => createServer());
  await Promise.all(servers.map((server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
