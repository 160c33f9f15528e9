const { spawn } = require('node:child_process');
const { once } = require('node:events');
const { countQuickCrash, delayBefore } = require('./restart-policy.cjs');

/**
 * One child that is wanted to run: started again whenever it ends by itself, ended when asked. A helper may end when it has done its work.
 * States: stopped, running, waiting (for its next start), stopping.
 */
class KeptProcess {
  state = 'stopped';
  restarts = 0;
  startedAt = null;
  nextStartAt = null;
  lastExit = null;

  #child = null;
  #quickCrashes = 0;
  #timer = null;
  #ended = Promise.resolve();

  /** `what`: name, entry, nodeArgs, environment, stopTimeoutMs, isHelper. Its `appliance` knows the release, and is told of every change and crash. */
  constructor(what, appliance) {
    Object.assign(this, { what, appliance, name: what.name, isHelper: what.isHelper === true });
  }

  /** Starts now, also when a later start was planned. A process that runs or is being stopped is left alone. */
  start() {
    if (this.state === 'running' || this.state === 'stopping') return;
    clearTimeout(this.#timer);
    this.nextStartAt = null;
    this.startedAt = Date.now();
    this.#ended = this.#run();
  }

  /** Ends the process: SIGTERM, then SIGKILL when it takes too long. Resolves when it is gone. */
  async stop() {
    this.#quickCrashes = 0;
    if (this.state === 'waiting') {
      clearTimeout(this.#timer);
      this.nextStartAt = null;
      this.#moveTo('stopped', 'stopped');
    }
    if (this.state === 'running') {
      this.#moveTo('stopping', 'stopping');
      this.#child.kill('SIGTERM');
      this.#timer = setTimeout(() => this.kill(), this.what.stopTimeoutMs);
    }
    await this.#ended;
  }

  kill() {
    if (this.#child?.kill('SIGKILL')) this.#tell('killed', { level: 'warn' });
  }

  status() {
    const { name, state, restarts, startedAt, nextStartAt, lastExit } = this;
    return { name, state, pid: this.#child?.pid ?? null, startedAt, restarts, nextStartAt, lastExit };
  }

  async #run() {
    let exit = [null, null];
    try {
      const { command, args } = this.appliance.slots.commandOf(this.what);
      // The channel between the two closes when the launcher dies, so that a child knows it has lost its parent.
      this.#child = spawn(command, args, { env: this.what.environment, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
      this.#moveTo('running', 'started', { pid: this.#child.pid });
      exit = await once(this.#child, 'exit');
    } catch ({ message }) {
      this.#tell('could not start', { level: 'error', reason: message });
    }
    this.#onEnd(...exit);
  }

  #onEnd(code, signal) {
    clearTimeout(this.#timer);
    const wasAsked = this.state === 'stopping';
    this.#child = null;
    this.lastExit = { at: Date.now(), code, signal, wasAsked };
    if (wasAsked || (this.isHelper && code === 0)) this.#moveTo('stopped', 'stopped', { code, signal });
    else this.#startAgain({ code, signal });
  }

  #startAgain(exit) {
    const ranMs = Date.now() - this.startedAt;
    this.restarts += 1;
    this.#quickCrashes = countQuickCrash(this.#quickCrashes, ranMs);
    const delayMs = delayBefore(this.#quickCrashes);
    this.nextStartAt = Date.now() + delayMs;
    this.#moveTo('waiting', 'ended', { level: 'warn', ...exit, ranMs, nextStartInMs: delayMs });
    this.#timer = setTimeout(() => this.start(), delayMs);
    this.appliance.noteCrash(this);
  }

  #moveTo(state, event, facts) {
    this.state = state;
    this.#tell(event, facts);
    this.appliance.noteChange();
  }

  #tell = (event, facts) => this.appliance.log(event, { process: this.name, ...facts });
}

module.exports = { KeptProcess };
