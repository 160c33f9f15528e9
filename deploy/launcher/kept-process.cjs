const { spawn: spawnProcess } = require('node:child_process');
const { countQuickCrash, delayBefore } = require('./restart-policy.cjs');

/**
 * One child that is wanted to run: started again whenever it ends by itself, ended when asked. A helper may end when it has done its work.
 * States: stopped, running, waiting (for its next start), stopping.
 */
class KeptProcess {
  state = 'stopped';
  restarts = 0;
  startedAt = null;
  lastExit = null;
  nextStartAt = null;

  #child = null;
  #quickCrashes = 0;
  #timer = null;
  #ended = Promise.resolve();

  /** `what`: name, environment, stopTimeoutMs, isHelper. `commandOf(what)` is asked at every start; `log(event, facts)`, `changed()` and `crashed(this)` are told. */
  constructor(what, { log, changed, crashed, commandOf, spawn = spawnProcess }) {
    Object.assign(this, { name: what.name, isHelper: what.isHelper === true, what, commandOf, crashed });
    this.log = (event, facts = {}) => log(event, { process: what.name, ...facts });
    this.changed = changed;
    this.spawn = spawn;
  }

  /** Starts now, also when a later start was planned. A process that runs or is being stopped is left alone. */
  start() {
    if (this.state === 'running' || this.state === 'stopping') return;
    clearTimeout(this.#timer);
    this.nextStartAt = null;
    const { command, args } = this.commandOf(this.what);
    // The channel between the two closes when the launcher dies, so that a child knows it has lost its parent.
    const child = this.spawn(command, args, { env: this.what.environment, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.#child = child;
    this.startedAt = Date.now();
    this.#ended = new Promise((resolve) => {
      const end = (code, signal) => {
        if (this.#child !== child) return;
        this.#onEnd(code, signal);
        resolve();
      };
      child.once('exit', end);
      child.once('error', (error) => {
        this.log('could not start', { level: 'error', reason: error.message });
        if (child.pid === undefined) end(null, null);
      });
    });
    this.#moveTo('running', 'started', { pid: child.pid });
  }

  /** Ends the process: SIGTERM, then SIGKILL when it takes too long. Resolves when it is gone. */
  async stop() {
    clearTimeout(this.#timer);
    this.nextStartAt = null;
    this.#quickCrashes = 0;
    if (this.state === 'waiting') this.#moveTo('stopped', 'stopped');
    if (this.state === 'running') {
      this.#moveTo('stopping', 'stopping');
      this.#child.kill('SIGTERM');
      this.#timer = setTimeout(() => this.kill(), this.what.stopTimeoutMs);
    }
    await this.#ended;
  }

  async restart() {
    await this.stop();
    this.start();
  }

  kill() {
    if (!this.#child) return;
    this.log('killed', { level: 'warn' });
    this.#child.kill('SIGKILL');
  }

  status() {
    const { name, state, restarts, startedAt, nextStartAt, lastExit } = this;
    return { name, state, pid: this.#child?.pid ?? null, startedAt, restarts, nextStartAt, lastExit };
  }

  #onEnd(code, signal) {
    clearTimeout(this.#timer);
    this.#child = null;
    const ranMs = Date.now() - this.startedAt;
    this.lastExit = { at: Date.now(), code, signal, wasAsked: this.state === 'stopping' };
    if (this.state === 'stopping' || (this.isHelper && code === 0)) this.#moveTo('stopped', 'stopped', { code, signal });
    else this.#plan(ranMs, { code, signal });
  }

  #plan(ranMs, exit) {
    this.restarts += 1;
    this.#quickCrashes = countQuickCrash(this.#quickCrashes, ranMs);
    const delayMs = delayBefore(this.#quickCrashes);
    this.nextStartAt = Date.now() + delayMs;
    this.#moveTo('waiting', 'ended', { level: 'warn', ...exit, ranMs, nextStartInMs: delayMs });
    this.#timer = setTimeout(() => this.start(), delayMs);
    this.crashed(this);
  }

  #moveTo(state, event, facts) {
    this.state = state;
    this.log(event, facts);
    this.changed();
  }
}

module.exports = { KeptProcess };
