import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ENDS_WITHIN_MS = 20_000;
const fileIn = (dataDir) => join(dataDir, 'demo.json');

/** Notes who runs, so that a second start on the same data is refused and what a killed one left behind is found. */
export function noteRunning(dataDir, children) {
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(fileIn(dataDir), `${JSON.stringify({ pid: process.pid, entry: 'tools/demo/main.mjs', children })}\n`);
}

export function forgetRunning(dataDir) {
  rmSync(fileIn(dataDir), { force: true });
}

/** Refuses while another run has this data; ends what is left of one that was killed. */
export async function takeOver(dataDir) {
  const last = readNote(dataDir);
  if (!last) return;
  if (isProcess(last)) throw new Error(`The demonstration is running already (process ${last.pid}). Stop it with Ctrl-C where it runs.`);
  for (const left of last.children.filter(isProcess)) await end(left);
  forgetRunning(dataDir);
}

function readNote(dataDir) {
  if (!existsSync(fileIn(dataDir))) return undefined;
  try {
    return JSON.parse(readFileSync(fileIn(dataDir), 'utf8'));
  } catch {
    return undefined; // Half a note, of a machine that lost power: nobody runs.
  }
}

/** Whether the process is there and is still the same program: numbers are given out again. */
function isProcess({ pid, entry }) {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const commandLine = `/proc/${pid}/cmdline`;
  return !existsSync('/proc/self') || (existsSync(commandLine) && readFileSync(commandLine, 'utf8').includes(entry));
}

async function end(left) {
  process.kill(left.pid, 'SIGTERM');
  for (const until = Date.now() + ENDS_WITHIN_MS; isProcess(left); await sleep(100)) {
    if (Date.now() > until) return process.kill(left.pid, 'SIGKILL');
  }
}
