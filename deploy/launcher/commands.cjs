const { refusal } = require('./appliance.cjs');

const COMMANDS = ['start', 'stop', 'restart'];

/** Answers requests of the control socket: `status` of all; start, stop, restart for one process by name; `switch` and `keep` of releases. */
function commandsFor(appliance) {
  const { kept: keptProcesses, slots } = appliance;
  const status = () => ({
    release: { running: slots.running(), trial: slots.trial() },
    processes: keptProcesses.map((kept) => kept.status()),
  });
  return async (request) => {
    const { command, name } = request ?? {};
    if (command === 'status') return status();
    if (command === 'switch') return (await appliance.switchTo(request), status());
    if (command === 'keep') return (appliance.keep(request), status());
    if (!COMMANDS.includes(command)) throw refusal('command.unknown', `There is no command ${JSON.stringify(command)}.`);
    const kept = keptProcesses.find((one) => one.name === name);
    if (!kept) throw refusal('process.unknown', `There is no process ${JSON.stringify(name)}.`);
    await kept[command]();
    return status();
  };
}

module.exports = { commandsFor };
