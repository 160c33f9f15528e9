import { join, resolve } from 'node:path';
import { ROOT } from '../run/runtime.mjs';

export const HELP = `
npm start [-- --fresh]

Runs headquarters, a scale unit with its console, and a card terminal on this machine, with a demonstration chain.
The first start sets everything up; later ones go on where the last one stopped. Ctrl-C stops all of it.

  --fresh                 throw the demonstration's data away first

Settings (environment):
  DATA_DIR                where all data is kept (default: .data in this folder)
  HEADQUARTERS_PORT       headquarters, https (7300)
  UNIT_PORT               registers on this machine, http on loopback (7380)
  UNIT_LAN_PORT           registers in the store, https (7443)
  UNIT_MANAGEMENT_PORT    management of the scale unit, http on loopback (7381)
  CONSOLE_PORT            console on this machine, http on loopback (7500)
  CONSOLE_LAN_PORT        console in the store, https (7543)
  TERMINAL_PORT           card terminal simulator, http on loopback (7390)
`.trim();

const PORTS = {
  HEADQUARTERS_PORT: 7300,
  UNIT_PORT: 7380,
  UNIT_LAN_PORT: 7443,
  UNIT_MANAGEMENT_PORT: 7381,
  CONSOLE_PORT: 7500,
  CONSOLE_LAN_PORT: 7543,
  TERMINAL_PORT: 7390,
};

/** Where the data is and who listens where; `ports` by the name of the setting. */
export function settingsFrom(environment) {
  const ports = Object.fromEntries(Object.entries(PORTS).map(([name, usual]) => [name, portIn(environment, name) ?? usual]));
  return { dataDir: resolve(ROOT, environment.DATA_DIR || '.data'), ports };
}

function portIn(environment, name) {
  const text = environment[name];
  if (!text) return undefined;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`${name} must be a port between 1 and 65535.`);
  return port;
}

/** What our programs read from their environment. */
export function environmentOf({ dataDir, ports }) {
  const texts = Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)]));
  // Compiled code of the last start: four programs at once on a small machine start faster with it.
  const NODE_COMPILE_CACHE = join(ROOT, 'node_modules', '.cache', 'compile');
  return { ...texts, NODE_COMPILE_CACHE, DATA_DIR: dataDir, UNIT_TERMINAL_URL: `http://127.0.0.1:${ports.TERMINAL_PORT}` };
}
