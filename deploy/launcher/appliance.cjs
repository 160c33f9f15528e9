const refusal = (code, message) => Object.assign(new Error(message), { code });

/** Unasked ends of one release's processes during its trial. */
const CRASHES_ALLOWED = 2;

/** The processes of one release, moved together to another. On trial it is sent back when they crash or nobody vouches for it in time. */
class Appliance {
  isMoving = false;
  isStopping = false;
  crashes = 0;
  #timer = null;

  constructor({ kept, slots, log }) {
    Object.assign(this, { kept, slots, log });
    // Helpers end by themselves and outlive a switch.
    this.serving = kept.filter((one) => !one.isHelper);
  }

  start() {
    try {
      this.slots.countStart();
    } catch (error) {
      this.log('start not counted', { level: 'warn', reason: error.message });
    }
    this.#watch();
    for (const one of this.kept) one.start();
  }

  async stop() {
    this.isStopping = true;
    clearTimeout(this.#timer);
    await Promise.all(this.kept.map((one) => one.stop()));
  }

  /** To another release; with `tries` and `withinMs` on trial, else for good. `to` is null for the one this launcher came with. */
  async switchTo({ to, tries, withinMs }) {
    const { slots } = this;
    if (to !== null && !(typeof to === 'string' && /^\w[\w.+-]*$/.test(to) && slots.has(to)))
      throw refusal('release.unknown', `no release ${to}`);
    await this.#move(() => (tries === undefined ? (slots.point(to), slots.endTrial()) : slots.begin({ to, tries, withinMs })), to);
  }

  /** Somebody vouches for what runs. */
  keep({ to }) {
    if (this.slots.trial()?.to !== to) throw refusal('trial.none', `${to} is not on trial`);
    this.slots.endTrial();
    this.#watch();
  }

  /** A process ended unasked. */
  noteCrash({ name, isHelper }) {
    if (!this.slots.trial() || this.isMoving || isHelper) return;
    this.crashes += 1;
    if (this.crashes > CRASHES_ALLOWED) this.#return('trial.crashed', `${name} was the last of ${this.crashes} processes to end`);
  }

  #watch() {
    clearTimeout(this.#timer);
    this.crashes = 0;
    const trial = this.slots.trial();
    const isLate = () => this.#return('trial.expired', `nobody vouched for ${trial.to} within ${trial.withinMs} ms`);
    if (trial) this.#timer = setTimeout(isLate, trial.withinMs);
  }

  #return(code, detail) {
    if (this.isMoving || this.isStopping) return;
    this.log('release sent back', { level: 'warn', code, detail });
    this.#move(() => this.slots.goBack(code, detail), null).catch((error) => this.log(error.message, { level: 'error' }));
  }

  async #move(moveLink, to) {
    if (this.isMoving || this.isStopping) throw refusal('switch.busy', 'a switch is under way');
    this.isMoving = true;
    try {
      this.log('switching', { from: this.slots.running(), to });
      await Promise.all(this.serving.map((one) => one.stop()));
      moveLink();
    } finally {
      this.isMoving = false;
      if (!this.isStopping) this.serving.forEach((one) => one.start());
      this.#watch();
    }
  }
}

module.exports = { Appliance, refusal };
