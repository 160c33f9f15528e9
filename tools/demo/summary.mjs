import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT } from '../run/runtime.mjs';

const GROCERY = join(ROOT, '..', 'shared', 'data', 'grocery-prices-il');

/** All a newcomer needs to go on, in the order of need. */
export function summary({ dataDir, ports }, { chain, firstRunCode, code }) {
  return [
    ...section('Open', openLines(ports, dataDir, firstRunCode)),
    ...section(
      'Staff of the demonstration (number, PIN, name)',
      chain.workers.map(({ workerId, pin, name }) => `${workerId}  ${pin}  ${name}`),
    ),
    ...section('Try next', nextLines(ports, code)),
    ...groceryLines(),
    `Logs: ${shortPath(join(dataDir, 'logs'))}. Ctrl-C stops everything; npm start goes on from here; npm start -- --fresh begins anew.`,
  ];
}

function openLines(ports, dataDir, firstRunCode) {
  const token = shortPath(join(dataDir, 'headquarters', 'keys', 'admin.token'));
  return [
    `console        http://127.0.0.1:${ports.CONSOLE_PORT}${firstRunCode ? `   first-run code ${firstRunCode}` : ''}`,
    `registers      http://127.0.0.1:${ports.UNIT_PORT}/api/v1   (in the store: https on ${ports.UNIT_LAN_PORT})`,
    `headquarters   https://localhost:${ports.HEADQUARTERS_PORT}   (pages, and the API below /api/v1; token in ${token})`,
    `card terminal  http://127.0.0.1:${ports.TERMINAL_PORT}`,
  ];
}

function nextLines(ports, code) {
  const activate = code && [
    `Set up ${code.register.name}: code ${grouped(code.activationCode)}, for ten minutes. Its console page makes more.`,
    `curl -s -H 'content-type: application/json' -d '{"activationCode":"${code.activationCode}","deviceName":"My till"}' http://127.0.0.1:${ports.UNIT_PORT}/api/v1/devices/activate`,
  ];
  return [
    ...(activate ?? []),
    'Sell for a day with four registers in a store of their own, and compare every book:',
    'npm run simulate -- --registers 4 --sales 200',
    'See what headquarters has:',
    'npm run hq -- sales totals',
  ];
}

/** The demonstration stays small and always the same; real price files are one command away. */
function groceryLines() {
  if (!existsSync(GROCERY)) return [];
  const file = readdirSync(GROCERY)
    .sort()
    .find((name) => /^prices_.*\.csv\.gz$/.test(name));
  if (!file) return [];
  return section('Real prices lie beside this folder', [`npm run hq -- import grocery ${relative(ROOT, join(GROCERY, file))}`]);
}

const section = (title, lines) => [title, ...lines.map((line) => `  ${line}`), ''];
const grouped = (code) => code.replace(/(.{4})(?=.)/g, '$1-');

/** From the project's folder where it lies in it. */
export function shortPath(path) {
  const fromRoot = relative(ROOT, path);
  return fromRoot.startsWith('..') ? path : fromRoot;
}
