const { refuse } = require('./appliance.cjs');

/** Answers requests of the control socket: `status` of all; start, stop, restart for one process by name; `switch` and `keep` of releases. */
function commandsFor(appliance) {
  const named = ({ name }) =>
    appliance.kept.find((one) => one.name === name) ?? refuse('process.unknown', `There is no process ${JSON.stringify(name)}.`);
  const commands = new Map([
    ['status', () => undefined],
    ['start', (request) => named(request).start()],
    ['stop', (request) => named(request).stop()],
    ['restart', async (request) => (await named(request).stop(), named(request).start())],
    ['switch', (request) => appliance.switchTo(request)],
    ['keep', (request) => appliance.keep(request)],
  ]);
  return async (request) => {
    const name = request?.command;
    const carryOut = commands.get(name) ?? refuse('command.unknown', `There is no command ${JSON.stringify(name)}.`);
    await carryOut(request);
    return appliance.status();
  };
}

module.exports = { commandsFor };
