// Parent of the appliance's processes. It belongs to no release, so that an update never replaces what restarts it.
// Started with the flags of node-flags.json it stays below 45 MiB: without the just-in-time compiler and the start-up
// snapshot, fewer pages of the runtime are touched, and a small heap is collected in time. Dates as numbers and synchronous
// writes save another 3 MiB.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { Appliance } = require('./appliance.cjs');
const { commandsFor } = require('./commands.cjs');
const { openControlSocket } = require('./control-socket.cjs');
const { untilAlone } = require('./left-behind.cjs');
const { logTo } = require('./log.cjs');
const { settingsFrom } = require('./settings.cjs');
const { Slots } = require('./slots.cjs');

let log = logTo(undefined);

async function run() {
  const { processes, socketPath, statusPath, logFolder, releases, factory } = settingsFrom(process.env);
  log = logTo(logFolder);
  const slots = new Slots(releases, factory);
  const appliance = new Appliance({ processes, slots, statusPath, log });
  const server = await openControlSocket(socketPath, commandsFor(appliance));
  const stop = async (signal) => {
    if (appliance.isStopping) return appliance.kept.forEach((one) => one.kill());
    log('stopping all', { signal });
    server.close();
    await appliance.stop();
    log('stopped all');
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => void stop(signal));
  await untilAlone({ statusPath, socketPath }, log);
  appliance.start();
  log('launcher started', { pid: process.pid, socket: socketPath, release: slots.pathOf(slots.running()) });
}

function fail({ message }) {
  log(message, { level: 'error' });
  process.exitCode = 1;
}

if (process.argv.includes('--help')) console.log(readFileSync(join(__dirname, 'help.txt'), 'utf8'));
else run().catch(fail);
