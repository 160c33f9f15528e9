import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pinnedEnvironment, pinnedNode, ROOT } from '../run/runtime.mjs';

const LOOK_EVERY_MS = 50;
const READY_WITHIN_MS = 60_000;

/** The programs of the demonstration, each with a log of its own, stopped in the reverse order of their start. */
export class Children {
  #running = [];

  constructor(dataDir, environment) {
    this.logs = join(dataDir, 'logs');
    this.environment = pinnedEnvironment(environment);
    mkdirSync(this.logs, { recursive: true });
  }

  /** Processes as a later run must recognise them: their number and what they run. */
  list() {
    return this.#running.map(({ child, entry }) => ({ pid: child.pid, entry }));
  }

  /**
   * `name` is also the log's. The children are no members of the terminal's group: Ctrl-C reaches us alone, and we stop
   * them in order. When we are killed, the next start finds them by the note we left.
   */
  start(name, entry, { nodeArgs = [], args = [] } = {}) {
    const log = join(this.logs, `${name}.log`);
    const file = openSync(log, 'a');
    const logStart = statSync(log).size;
    const child = spawn(pinnedNode(), [...nodeArgs, join(ROOT, entry), ...args], {
      cwd: ROOT,
      env: this.environment,
      stdio: ['ignore', file, file],
      detached: true,
    });
    closeSync(file);
    const started = { name, entry, child, log, logStart };
    this.#running.push(started);
    return started;
  }

  /** Waits until the probe answers something that counts as true, and gives that back. */
  async until({ name, child, log }, probe) {
    for (const end = Date.now() + READY_WITHIN_MS; Date.now() < end; await sleep(LOOK_EVERY_MS)) {
      if (hasEnded(child)) throw new Error(`${name} ended by itself. Its log says why: ${log}`);
      const found = await probe().catch(() => undefined);
      if (found) return found;
    }
    throw new Error(`${name} is not ready after ${READY_WITHIN_MS / 1000} s. Its log may say why: ${log}`);
  }

  /** The first that ends by itself. */
  async anyEnded() {
    const ends = this.#running.map(async (started) => {
      if (!hasEnded(started.child)) await once(started.child, 'exit');
      return started;
    });
    return Promise.race(ends);
  }

  async stop() {
    for (const { child } of this.#running.reverse()) {
      if (hasEnded(child)) continue;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
    this.#running = [];
  }
}

const hasEnded = (child) => child.exitCode !== null || child.signalCode !== null;
