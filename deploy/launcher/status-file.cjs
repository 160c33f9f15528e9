const { mkdirSync, renameSync, writeFileSync } = require('node:fs');
const { dirname } = require('node:path');

/** Writes what runs to a file in one step, for whoever cannot ask the socket: a person, a monitor, a support bundle. */
function writeStatusFile(path, keptProcesses) {
  const status = { launcherPid: process.pid, writtenAt: Date.now(), processes: keptProcesses.map((kept) => kept.status()) };
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(`${path}.new`, `${JSON.stringify(status, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

module.exports = { writeStatusFile };
