import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The folder with package.json, whether this runs from dist or from its source. */
export const ROOT = rootAbove(__dirname);

export interface ProcessOptions {
  /** Path of the program from the root, in dist. */
  readonly entry: string;
  readonly args?: readonly string[];
  readonly nodeArgs?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** What it prints is added to this file. */
  readonly log: string;
}

/** One of our programs as a child. It may be killed at any moment; only its owner is allowed to. */
export class RunningProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly options: ProcessOptions,
  ) {}

  static start(options: ProcessOptions): RunningProcess {
    const log = createWriteStream(options.log, { flags: 'a' });
    const child = spawn(process.execPath, [...(options.nodeArgs ?? []), join(ROOT, options.entry), ...(options.args ?? [])], {
      cwd: ROOT,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    child.once('close', () => log.end());
    return new RunningProcess(child, options);
  }

  get pid(): number {
    return this.child.pid!;
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** The process dies without a chance to say or write anything. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
  }

  /** Waits until `probe` answers true; fails when the process ends before, or after the time given. */
  async until(probe: () => Promise<boolean>, timeoutMs: number): Promise<number> {
    const began = performance.now();
    for (;;) {
      if (!this.isRunning) throw new Error(`${this.options.entry} ended by itself:\n${this.lastLines()}`);
      if (await probe().catch(() => false)) return performance.now() - began;
      if (performance.now() - began > timeoutMs)
        throw new Error(`${this.options.entry} not ready after ${timeoutMs} ms; see ${this.options.log}`);
      await sleep(20);
    }
  }

  /** The exit code of a program that ends by itself; null when a signal ended it. */
  async ended(): Promise<number | null> {
    if (this.isRunning) await once(this.child, 'exit');
    return this.child.exitCode;
  }

  /** What it printed last, for a failure's message. */
  lastLines(): string {
    return readFileSync(this.options.log, 'utf8').split('\n').slice(-12).join('\n').slice(0, 4_000);
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (!this.isRunning) return;
    const ended = once(this.child, 'exit');
    this.child.kill(signal);
    await ended;
  }
}

function rootAbove(folder: string): string {
  const isRoot = existsSync(join(folder, 'package-lock.json'));
  return isRoot ? folder : rootAbove(dirname(folder));
}
