const { replaceFile } = require('./durable-file.cjs');
const { KeptProcess } = require('./kept-process.cjs');
const { tolerate } = require('./log.cjs');

/** Unasked ends of one release's processes during its trial. */
const CRASHES_ALLOWED = 2;

/** The processes of one release, moved together to another. On trial it is sent back when they crash or nobody vouches for it in time. */
class Appliance {
  isMoving = false;
  isStopping = false;
  #crashes = 0;
  #timer = null;

  constructor({ processes, slots, statusPath, log }) {
    Object.assign(this, { slots, statusPath, log, kept: processes.map((what) => new KeptProcess(what, this)) });
  }

  start() {
    tolerate(() => this.slots.countStart(), this.log, 'start not counted');
    this.#run(this.kept);
  }

  async stop() {
    this.isStopping = true;
    clearTimeout(this.#timer);
    await Promise.all(this.kept.map((one) => one.stop()));
  }

  status() {
    return { release: { running: this.slots.running(), trial: this.slots.trial() }, processes: this.kept.map((one) => one.status()) };
  }

  /** A process is not in the state any more that it was in. */
  noteChange() {
    const status = { launcherPid: process.pid, writtenAt: Date.now(), ...this.status() };
    tolerate(() => replaceFile(this.statusPath, status), this.log, 'status file not written');
  }

  /** To another release; with `tries` and `withinMs` on trial, else for good. `to` is null for the one this launcher came with. */
  async switchTo({ to, tries, withinMs }) {
    if (to !== null && !this.slots.has(to)) refuse('release.unknown', `no release ${to}`);
    await this.#move(to, () => (tries === undefined ? this.slots.settle(to) : this.slots.begin({ to, tries, withinMs })));
  }

  /** Somebody vouches for what runs. */
  keep({ to }) {
    if (this.slots.trial()?.to !== to) refuse('trial.none', `${to} is not on trial`);
    this.slots.endTrial();
    this.#watch();
  }

  /** A process ended unasked. */
  noteCrash({ name, isHelper }) {
    if (isHelper || this.isMoving || !this.slots.trial()) return;
    this.#crashes += 1;
    if (this.#crashes > CRASHES_ALLOWED) this.#sendBack('trial.crashed', `${name} was the last of ${this.#crashes} processes to end`);
  }

  #watch() {
    clearTimeout(this.#timer);
    this.#crashes = 0;
    const trial = this.slots.trial();
    const isLate = () => this.#sendBack('trial.expired', `nobody vouched for ${trial.to} within ${trial.withinMs} ms`);
    if (trial) this.#timer = setTimeout(isLate, trial.withinMs);
  }

  #sendBack(code, detail) {
    this.log('release sent back', { level: 'warn', code, detail });
    this.#move(null, () => this.slots.goBack(code, detail)).catch(({ message }) => this.log(message, { level: 'error' }));
  }

  /** Stops what serves, moves the link, and starts what serves then. Helpers end by themselves and outlive a switch. */
  async #move(to, moveLink) {
    if (this.isMoving || this.isStopping) refuse('switch.busy', 'a switch is under way');
    this.isMoving = true;
    clearTimeout(this.#timer);
    const serving = this.kept.filter((one) => !one.isHelper);
    try {
      this.log('switching', { from: this.slots.running(), to });
      await Promise.all(serving.map((one) => one.stop()));
      moveLink();
    } finally {
      this.isMoving = false;
      if (!this.isStopping) this.#run(serving);
    }
  }

  #run(processes) {
    this.#watch();
    for (const one of processes) one.start();
  }
}

function refuse(code, message) {
  throw Object.assign(new Error(message), { code });
}

module.exports = { Appliance, refuse };
