// Parent of the appliance's processes. It belongs to no release, so that an update never replaces what restarts it.
// Started with the flags of node-flags.json it stays below 45 MiB: without the just-in-time compiler and the start-up
// snapshot, fewer pages of the runtime are touched, and a small heap is collected in time. Dates as numbers and synchronous
// writes save another 3 MiB.
const { writeSync } = require('node:fs');
const { Appliance } = require('./appliance.cjs');
const { commandsFor } = require('./commands.cjs');
const { openControlSocket } = require('./control-socket.cjs');
const { replaceFile } = require('./durable-file.cjs');
const { KeptProcess } = require('./kept-process.cjs');
const { logFileIn } = require('./log-file.cjs');
const { HELP, commandIn, settingsFrom } = require('./settings.cjs');
const { Slots } = require('./slots.cjs');

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
    replaceFile(path, { launcherPid: process.pid, writtenAt: Date.now(), processes: kept.map((one) => one.status()) });
  } catch (error) {
    // A full disk must not stop what keeps the store selling.
    log('status file not written', { level: 'warn', reason: error.message });
  }
}

async function run() {
  const { processes, socketPath, statusPath, logFolder, releases, factory } = settingsFrom(process.env);
  keepLine = logFileIn(logFolder);
  const slots = new Slots(releases, factory);
  const kept = [];
  // Who judges a release on trial comes from the one before it.
  const releaseOf = ({ isHelper }) => slots.pathOf(isHelper && slots.trial() ? slots.trial().from : slots.running());
  const ports = {
    log,
    commandOf: (what) => commandIn(releaseOf(what), what),
    changed: () => saveStatus(statusPath, kept),
    crashed: (one) => appliance.noteCrash(one),
  };
  kept.push(...processes.map((what) => new KeptProcess(what, ports)));
  const appliance = new Appliance({ kept, slots, log });
  const server = await openControlSocket(socketPath, commandsFor(appliance));

  const stop = async (signal) => {
    if (appliance.isStopping) return kept.forEach((one) => one.kill());
    log('stopping all', { signal });
    server.close();
    await appliance.stop();
    log('stopped all');
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => void stop(signal));

  appliance.start();
  log('launcher started', { pid: process.pid, socket: socketPath, release: slots.pathOf(slots.running()) });
}

if (process.argv.includes('--help')) {
  console.log(HELP);
} else {
  run().catch((error) => {
    log(error.message, { level: 'error' });
    process.exitCode = 1;
  });
}
