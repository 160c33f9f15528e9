const COMMANDS = {
  start: (kept) => kept.start(),
  stop: (kept) => kept.stop(),
  restart: (kept) => kept.restart(),
};

/** Answers requests of the control socket: `status` of all, or one of start, stop, restart for one process by name. */
function commandsFor(keptProcesses) {
  const status = () => ({ processes: keptProcesses.map((kept) => kept.status()) });
  return async (request) => {
    const { command, name } = request ?? {};
    if (command === 'status') return status();
    if (!Object.hasOwn(COMMANDS, command)) throw refusal('command.unknown', `There is no command ${JSON.stringify(command)}.`);
    const kept = keptProcesses.find((one) => one.name === name);
    if (!kept) throw refusal('process.unknown', `There is no process ${JSON.stringify(name)}.`);
    await COMMANDS[command](kept);
    return status();
  };
}

const refusal = (code, message) => Object.assign(new Error(message), { code });

module.exports = { commandsFor };
