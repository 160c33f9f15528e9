import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import nodeFlags from '../node-flags.json' with { type: 'json' };

export const MAIN = join(import.meta.dirname, '..', 'main.cjs');
/** A program that lasts until it has lost its parent. */
export const LASTS = "process.on('disconnect', () => process.exit(0)); setInterval(() => {}, 1000);";

/** A launcher as a process of its own, in a folder of its own. */
export class ALauncher {
  folder = mkdtempSync(join(tmpdir(), 'launcher-'));
  socketPath = join(this.folder, 'control.sock');
  printed = '';
  process;

  at = (...names) => join(this.folder, ...names);
  current = () => readlinkSync(this.at('releases', 'current'));
  textOf = (...names) => readFileSync(this.at(...names), 'utf8');

  makeRelease(version, programs) {
    mkdirSync(this.at('releases', version), { recursive: true });
    writeFileSync(this.at('releases', version, 'package.json'), '{}');
    for (const [name, text] of Object.entries(programs)) writeFileSync(this.at('releases', version, `${name}.cjs`), text);
  }

  /** Starts it over these processes: of a release 1.0.0, which is the one that it comes with. */
  async launch(processes, environment = {}) {
    writeFileSync(this.at('processes.json'), JSON.stringify(processes));
    this.start(environment);
    await until(async () => (await this.ask({ command: 'status' })).ok);
  }

  start(environment = {}) {
    const own = {
      DATA_DIR: this.folder,
      LAUNCHER_RELEASE: this.at('releases', '1.0.0'),
      LAUNCHER_PROCESSES: this.at('processes.json'),
      LAUNCHER_SOCKET: this.socketPath,
    };
    const env = { ...process.env, NODE_OPTIONS: '', ...own, ...environment };
    this.process = spawn(process.execPath, [...nodeFlags, MAIN], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    this.process.stdout.on('data', (text) => (this.printed += text));
    return this.process;
  }

  async end(signal = 'SIGTERM') {
    if (!this.process || this.process.exitCode !== null || this.process.signalCode !== null) return;
    this.process.kill(signal);
    await once(this.process, 'exit');
  }

  async endAndForget() {
    await this.end();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The answer to one line; without `ok` when there is none. */
  ask(request, lineEnd = '\n') {
    return new Promise((resolve) => {
      const connection = connect(this.socketPath);
      connection.on('error', () => resolve({}));
      connection.on('close', () => resolve({}));
      connection.on('connect', () => connection.write((typeof request === 'string' ? request : JSON.stringify(request)) + lineEnd));
      connection.once('data', (data) => {
        resolve(JSON.parse(data.toString()));
        connection.end();
      });
    });
  }

  async statusOf(name) {
    return (await this.ask({ command: 'status' })).processes.find((one) => one.name === name);
  }
}

/** Waits until something is true; what throws is not true yet. */
export async function until(isTrue) {
  const isTrueNow = async () => {
    try {
      return await isTrue();
    } catch {
      return false;
    }
  };
  for (const end = Date.now() + 8_000; !(await isTrueNow()); await pause(20)) {
    if (Date.now() > end) throw new Error(`did not happen within 8 s: ${isTrue.toString()}`);
  }
}
