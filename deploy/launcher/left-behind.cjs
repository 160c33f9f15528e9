const { readFileSync } = require('node:fs');
const { setTimeout: pause } = require('node:timers/promises');
const { tolerate } = require('./log.cjs');

const ENDS_WITHIN_MS = 2_500;

/**
 * Processes of a launcher that was killed end by themselves. One that hangs does not, and would keep ports and files from those that come: it is
 * waited for, and then killed. That a process is of this box says its environment.
 */
async function untilAlone({ statusPath, socketPath }, log) {
  const ours = `LAUNCHER_SOCKET=${socketPath}\0`;
  const isLeft = ({ pid }) => tolerate(() => readFileSync(`/proc/${pid}/environ`).includes(ours));
  let left = tolerate(() => JSON.parse(readFileSync(statusPath, 'utf8')).processes) ?? [];
  for (const end = Date.now() + ENDS_WITHIN_MS; (left = left.filter(isLeft)).length > 0 && Date.now() < end;) await pause(20);
  const kill = ({ name, pid }) => process.kill(pid, 'SIGKILL') && log('left behind, killed', { level: 'warn', process: name, pid });
  for (const one of left) tolerate(() => kill(one));
}

module.exports = { untilAlone };
