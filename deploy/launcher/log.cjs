const { appendFileSync, mkdirSync, readdirSync, rmSync, statSync, writeSync } = require('node:fs');
const { join } = require('node:path');

const FILE_BYTES = 524_288;
const FILES = 2;
const NAME = /^launcher\.(\d{6,})\.log$/;

/**
 * One line per event, in the form of the other processes' logs: on standard output, and in numbered files beside theirs, the newest two.
 */
function logTo(folder) {
  return (event, { level = 'info', ...facts } = {}) => {
    const line = `${JSON.stringify({ level, time: Date.now(), app: 'launcher', ...facts, msg: event })}\n`;
    tolerate(() => writeSync(1, line));
    tolerate(() => keep(folder, line));
  };
}

function keep(folder, line) {
  const path = (number) => join(folder, `launcher.${String(number).padStart(6, '0')}.log`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const numbers = readdirSync(folder).flatMap((name) => (NAME.test(name) ? Number(NAME.exec(name)[1]) : []));
  let newest = Math.max(1, ...numbers);
  if (statSync(path(newest), { throwIfNoEntry: false })?.size >= FILE_BYTES) newest += 1;
  for (const old of numbers.filter((number) => number <= newest - FILES)) rmSync(path(old), { force: true });
  appendFileSync(path(newest), line, { mode: 0o600 });
}

/** Does what may fail without stopping what keeps the store selling: on a full disk, or when nobody reads the log any more. Undefined when it failed. */
function tolerate(work, tell, event) {
  try {
    return work();
  } catch (error) {
    tell?.(event, { level: 'warn', reason: error.message });
  }
}

module.exports = { logTo, tolerate };
