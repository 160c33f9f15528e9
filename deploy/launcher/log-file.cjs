const { appendFileSync, mkdirSync, readdirSync, rmSync, statSync } = require('node:fs');
const { join } = require('node:path');

const FILE_BYTES = 524_288;
const FILES = 2;
const NAME = /^launcher\.(\d{6,})\.log$/;

/** Keeps lines in numbered files beside those of the processes, the newest two. Never throws: a full disk must not stop the store. */
function logFileIn(folder) {
  let number = 0;
  let bytes = 0;
  const path = () => join(folder, `launcher.${String(number).padStart(6, '0')}.log`);

  const open = () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    number = Math.max(1, ...numbersIn(folder));
    bytes = statSync(path(), { throwIfNoEntry: false })?.size ?? 0;
  };
  const turnOver = () => {
    number += 1;
    bytes = 0;
    const old = numbersIn(folder).filter((one) => one <= number - FILES);
    for (const one of old) rmSync(join(folder, `launcher.${String(one).padStart(6, '0')}.log`), { force: true });
  };
  return (line) => {
    try {
      if (number === 0) open();
      if (bytes >= FILE_BYTES) turnOver();
      appendFileSync(path(), line, { mode: 0o600 });
      bytes += Buffer.byteLength(line);
    } catch {
      // The line stands on standard output too.
    }
  };
}

const numbersIn = (folder) => readdirSync(folder).flatMap((name) => (NAME.test(name) ? [Number(NAME.exec(name)[1])] : []));

module.exports = { logFileIn };
