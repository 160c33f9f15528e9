const { readFileSync } = require('node:fs');
const { join, resolve } = require('node:path');

/** A unix socket's path may not be longer on Linux. */
const LONGEST_SOCKET_PATH = 107;

/**
 * Each check of a password takes 19 MiB for a moment. glibc would soon keep such blocks, one for each thread of the pool, and a process that
 * idles at 92 MiB would stay at 226; a fixed threshold makes it give them back.
 */
const GIVE_BACK = { MALLOC_MMAP_THRESHOLD_: String(4 * 1024 * 1024) };

/** What to run and where, from the environment; children inherit the rest of it. */
function settingsFrom(environment) {
  if (!environment.DATA_DIR) throw new Error('DATA_DIR is not set: the folder where everything of this appliance is kept.');
  const dataDir = resolve(environment.DATA_DIR);
  const folder = join(dataDir, 'launcher');
  const socketPath = environment.LAUNCHER_SOCKET ?? join(folder, 'control.sock');
  if (Buffer.byteLength(socketPath) > LONGEST_SOCKET_PATH)
    throw new Error(`The control socket's path is longer than ${LONGEST_SOCKET_PATH} bytes; set LAUNCHER_SOCKET to a shorter one.`);
  // Compiled code is kept, so that the store is back sooner after a stop.
  const inherited = { NODE_COMPILE_CACHE: join(folder, 'compiled'), ...GIVE_BACK, ...environment, LAUNCHER_SOCKET: socketPath };
  const list = JSON.parse(readFileSync(environment.LAUNCHER_PROCESSES ?? join(__dirname, 'processes.json'), 'utf8'));
  return {
    socketPath,
    releases: resolve(environment.LAUNCHER_RELEASES ?? join(dataDir, 'releases')),
    factory: resolve(environment.LAUNCHER_RELEASE ?? join(__dirname, '..', '..')),
    statusPath: join(folder, 'status.json'),
    logFolder: join(dataDir, 'logs'),
    processes: list.map((one) => ({ stopTimeoutMs: 10_000, ...one, environment: inherited })),
  };
}

module.exports = { settingsFrom };
