// Parent of the appliance's processes. It belongs to no release, so that an update never replaces what restarts it.
// Started with the flags of node-flags.json it stays below 45 MiB: without the just-in-time compiler and the start-up
// snapshot, fewer pages of the runtime are touched, and a small heap is collected in time. Dates as numbers and synchronous
// writes save another 3 MiB.
const { writeSync } = require('node:fs');
const { commandsFor } = require('./commands.cjs');
const { openControlSocket } = require('./control-socket.cjs');
const { KeptProcess } = require('./kept-process.cjs');
const { logFileIn } = require('./log-file.cjs');
const { HELP, settingsFrom } = require('./settings.cjs');
const { writeStatusFile } = require('./status-file.cjs');

let keepLine = () => undefined;

/** One line per event, in the form of the other processes' logs. */
function log(event, { level = 'info', ...facts } = {}) {
  const line = `${JSON.stringify({ level, time: Date.now(), app: 'launcher', ...facts, msg: event })}\n`;
  keepLine(line);
  try {
    writeSync(1, line);
  } catch {
    // Whoever read the log is gone. The store goes on selling.
  }
}

function saveStatus(path, kept) {
  try {
    writeStatusFile(path, kept);
  } catch (error) {
    // A full disk must not stop what keeps the store selling.
    log('status file not written', { level: 'warn', reason: error.message });
  }
}

async function run() {
  const { processes, socketPath, statusPath, logFolder } = settingsFrom(process.env);
  keepLine = logFileIn(logFolder);
  const kept = [];
  const changed = () => saveStatus(statusPath, kept);
  kept.push(...processes.map((what) => new KeptProcess(what, { log, changed })));
  const server = await openControlSocket(socketPath, commandsFor(kept));

  let isStopping = false;
  const stop = async (signal) => {
    if (isStopping) return kept.forEach((one) => one.kill());
    isStopping = true;
    log('stopping all', { signal });
    server.close();
    await Promise.all(kept.map((one) => one.stop()));
    log('stopped all');
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => void stop(signal));

  log('launcher started', { pid: process.pid, socket: socketPath });
  for (const one of kept) one.start();
}

if (process.argv.includes('--help')) {
  console.log(HELP);
} else {
  run().catch((error) => {
    log(error.message, { level: 'error' });
    process.exitCode = 1;
  });
}
