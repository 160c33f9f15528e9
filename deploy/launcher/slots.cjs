const { existsSync, mkdirSync, readFileSync, readlinkSync, renameSync, rmSync, symlinkSync } = require('node:fs');
const { join } = require('node:path');
const { flushFolder, replaceFile } = require('./durable-file.cjs');
const { tolerate } = require('./log.cjs');

const NAME = /^\w[\w.+-]*$/;

/**
 * Releases lie beside each other in a folder, and the link `current` names the one that runs; without it the release this launcher came
 * with. A release on trial is noted in a file before the link moves: unless somebody vouches for it, the link moves back.
 */
class Slots {
  constructor(folder, factory) {
    Object.assign(this, { folder, factory });
  }

  at = (name) => join(this.folder, name);
  has = (name) => typeof name === 'string' && NAME.test(name) && existsSync(join(this.at(name), 'package.json'));
  pathOf = (name) => (name ? this.at(name) : this.factory);

  /** How to start a process of the release that runs, with the runtime it brings. Who judges a release on trial comes from the one before it. */
  commandOf({ entry, isHelper, nodeArgs = [] }) {
    const release = this.pathOf(isHelper && this.trial() ? this.trial().from : this.running());
    const runtime = join(release, 'runtime', 'bin', 'node');
    return { command: existsSync(runtime) ? runtime : process.execPath, args: [...nodeArgs, join(release, entry)] };
  }

  /** Name of the release that runs; null for the one this launcher came with. */
  running() {
    const name = existsSync(this.at('current')) ? readlinkSync(this.at('current')) : null;
    return this.has(name) ? name : null;
  }

  /** What is on trial: `from`, `to`, `tries` left, `withinMs`; null when nothing is. */
  trial = () => tolerate(() => JSON.parse(readFileSync(this.at('trial.json'), 'utf8'))) ?? null;

  /** Notes the trial, then moves the link: a cut between the two leaves the old release. */
  begin({ to, tries, withinMs }) {
    rmSync(this.at('returned.json'), { force: true });
    replaceFile(this.at('trial.json'), { from: this.running(), to, tries, withinMs });
    this.#point(to);
  }

  /** Moves the link for good. */
  settle(to) {
    this.#point(to);
    this.endTrial();
  }

  /** At every start of this launcher: one try less, and back when none is left. */
  countStart() {
    const trial = this.trial();
    if (!trial) return;
    if (this.running() !== trial.to) return this.endTrial();
    if (trial.tries <= 0) return this.goBack('trial.crashed', 'the box went down at every start of the new release');
    replaceFile(this.at('trial.json'), { ...trial, tries: trial.tries - 1 });
  }

  /** Says why, moves the link, and only then forgets the trial: cut anywhere, it is done again. */
  goBack(code, detail) {
    const { from, to } = this.trial();
    tolerate(() => replaceFile(this.at('returned.json'), { from, to, code, detail, at: Date.now() }));
    this.settle(this.has(from) ? from : null);
  }

  endTrial() {
    rmSync(this.at('trial.json'), { force: true });
    flushFolder(this.folder);
  }

  /** In one step: the old link or the new one, never none. */
  #point(name) {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    rmSync(this.at('current.new'), { force: true });
    if (name) {
      symlinkSync(name, this.at('current.new'));
      renameSync(this.at('current.new'), this.at('current'));
    } else rmSync(this.at('current'), { force: true });
    flushFolder(this.folder);
  }
}

module.exports = { Slots };
