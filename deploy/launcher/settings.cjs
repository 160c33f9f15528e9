const { existsSync, readFileSync } = require('node:fs');
const { join, resolve } = require('node:path');

const HELP = `
The launcher keeps the scale unit and its console running.

  DATA_DIR            where everything of this appliance is kept (required)
  LAUNCHER_RELEASE    the release to run while no other was installed: a checkout or an unpacked release (default: the one this file is in)
  LAUNCHER_RELEASES   where installed releases lie (default: $DATA_DIR/releases)
  LAUNCHER_PROCESSES  a JSON list of what to run (default: processes.json beside this file)
  LAUNCHER_SOCKET     control socket (default: $DATA_DIR/launcher/control.sock)
`.trim();

/** A unix socket's path may not be longer on Linux. */
const LONGEST_SOCKET_PATH = 107;

/**
 * Each check of a password takes 19 MiB for a moment. glibc would soon keep such blocks, one for each thread of the pool, and a process that
 * idles at 92 MiB would stay at 226; a fixed threshold makes it give them back.
 */
const GIVE_BACK = { MALLOC_MMAP_THRESHOLD_: String(4 * 1024 * 1024) };

/** What to run and where, from the environment; children inherit the rest of it. */
function settingsFrom(environment) {
  const dataDir = environment.DATA_DIR;
  if (!dataDir) throw new Error('DATA_DIR is not set: the folder where everything of this appliance is kept.');
  const folder = join(resolve(dataDir), 'launcher');
  const socketPath = environment.LAUNCHER_SOCKET ?? join(folder, 'control.sock');
  if (Buffer.byteLength(socketPath) > LONGEST_SOCKET_PATH) {
    throw new Error(`The control socket's path is longer than ${LONGEST_SOCKET_PATH} bytes; set LAUNCHER_SOCKET to a shorter one.`);
  }
  // Compiled code is kept, so that the store is back sooner after a stop.
  const inherited = { NODE_COMPILE_CACHE: join(folder, 'compiled'), ...GIVE_BACK, ...environment, LAUNCHER_SOCKET: socketPath };
  const list = JSON.parse(readFileSync(environment.LAUNCHER_PROCESSES ?? join(__dirname, 'processes.json'), 'utf8'));
  return {
    socketPath,
    releases: resolve(environment.LAUNCHER_RELEASES ?? join(dataDir, 'releases')),
    factory: resolve(environment.LAUNCHER_RELEASE ?? join(__dirname, '..', '..')),
    statusPath: join(folder, 'status.json'),
    logFolder: join(resolve(dataDir), 'logs'),
    processes: list.map(({ stopTimeoutMs = 10_000, ...one }) => ({ ...one, stopTimeoutMs, environment: inherited })),
  };
}

/** A process of a release, with the runtime the release brings; with this one where it brings none. */
function commandIn(release, { entry, nodeArgs = [] }) {
  const runtime = join(release, 'runtime', 'bin', 'node');
  return { command: existsSync(runtime) ? runtime : process.execPath, args: [...nodeArgs, join(release, entry)] };
}

module.exports = { HELP, commandIn, settingsFrom };
