const { existsSync, mkdirSync, readFileSync, readlinkSync, renameSync, rmSync, symlinkSync } = require('node:fs');
const { join } = require('node:path');
const { flushFolder, replaceFile } = require('./durable-file.cjs');

/**
 * Releases lie beside each other in a folder, and the link `current` names the one that runs; without it the release this launcher came
 * with. A release on trial is noted in a file before the link moves: unless somebody vouches for it, the link moves back.
 */
class Slots {
  constructor(folder, factory) {
    this.folder = folder;
    this.factory = factory;
    this.link = join(folder, 'current');
    this.trialPath = join(folder, 'trial.json');
    this.returnedPath = join(folder, 'returned.json');
  }

  /** Name of the release that runs; null for the one this launcher came with. */
  running() {
    const name = existsSync(this.link) ? readlinkSync(this.link) : null;
    return name && this.has(name) ? name : null;
  }

  has = (name) => existsSync(join(this.folder, name, 'package.json'));
  pathOf = (name) => (name ? join(this.folder, name) : this.factory);

  /** What is on trial: `from`, `to`, `tries` left, `withinMs`; null when nothing is. */
  trial() {
    return existsSync(this.trialPath) ? JSON.parse(readFileSync(this.trialPath, 'utf8')) : null;
  }

  /** Notes the trial, then moves the link: a cut between the two leaves the old release. */
  begin({ to, tries, withinMs }) {
    rmSync(this.returnedPath, { force: true });
    replaceFile(this.trialPath, { from: this.running(), to, tries, withinMs });
    this.point(to);
  }

  /** At every start of this launcher: one try less, and back when none is left. */
  countStart() {
    const trial = this.trial();
    if (!trial) return;
    if (this.running() !== trial.to) return this.endTrial();
    if (trial.tries <= 0) return this.goBack('trial.crashed', 'the box went down at every start of the new release');
    replaceFile(this.trialPath, { ...trial, tries: trial.tries - 1 });
  }

  /** Says why, moves the link, and only then forgets the trial: cut anywhere, it is done again. */
  goBack(code, detail) {
    const { from, to } = this.trial();
    try {
      replaceFile(this.returnedPath, { from, to, code, detail, at: Date.now() });
    } catch {
      // A full disk must not keep a bad release.
    }
    this.point(from && this.has(from) ? from : null);
    this.endTrial();
  }

  endTrial() {
    rmSync(this.trialPath, { force: true });
    flushFolder(this.folder);
  }

  /** Moves the link in one step. */
  point(name) {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    rmSync(`${this.link}.new`, { force: true });
    if (name) {
      symlinkSync(name, `${this.link}.new`);
      renameSync(`${this.link}.new`, this.link);
    } else rmSync(this.link, { force: true });
    flushFolder(this.folder);
  }
}

module.exports = { Slots };
