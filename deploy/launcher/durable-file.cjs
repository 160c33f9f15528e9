const { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeFileSync } = require('node:fs');
const { dirname } = require('node:path');

/** Replaces a JSON file in one step that outlasts a power cut. */
function replaceFile(path, content) {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(`${path}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(`${path}.new`, path);
  flushFolder(dirname(path));
}

/** A rename, a link and a removal last once their folder is on disk. */
function flushFolder(folder) {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

module.exports = { flushFolder, replaceFile };
