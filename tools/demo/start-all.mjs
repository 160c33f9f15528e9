import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { ROOT } from '../run/runtime.mjs';

const LAUNCHER = 'deploy/launcher';
const FIRST_RUN_CODE = /^The first-run code of this box is (\S+)$/gm;

/** Starts all programs at once and waits for all of them. Answers what only their logs know. */
export async function startAll(children, { dataDir, ports }, unit) {
  const headquarters = children.start('headquarters', 'dist/apps/headquarters/src/main.js');
  const terminal = children.start('terminal', 'dist/tools/terminal/src/main.js', {
    args: ['--port', String(ports.TERMINAL_PORT), '--ledger', join(dataDir, 'terminal', 'ledger.jsonl')],
  });
  const nodeArgs = JSON.parse(readFileSync(join(ROOT, LAUNCHER, 'node-flags.json'), 'utf8'));
  const appliance = children.start('appliance', `${LAUNCHER}/main.cjs`, { nodeArgs });
  await Promise.all([
    children.until(headquarters, () => isListening(ports.HEADQUARTERS_PORT)),
    children.until(terminal, () => isListening(ports.TERMINAL_PORT)),
    children.until(appliance, () => unit.status()),
    children.until(appliance, () => isListening(ports.CONSOLE_PORT)),
  ]);
  return { firstRunCode: firstRunCodeIn(appliance) };
}

function isListening(port) {
  return new Promise((done, failed) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      done(true);
    });
    socket.once('error', failed);
  });
}

/** The console writes it to its log when nobody has set a password; undefined when somebody has. */
function firstRunCodeIn({ log, logStart }) {
  const sinceStart = readFileSync(log).subarray(logStart).toString('utf8');
  return [...sinceStart.matchAll(FIRST_RUN_CODE)].at(-1)?.[1];
}
