import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { availableParallelism, constants, setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import { pinnedEnvironment, pinnedNode } from '../../tools/run/runtime.mjs';

const MS_PER_TICK = 1000 / Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** Processor time a process has used so far, user and system, in milliseconds. Moves least with what else the machine does. */
export function cpuMsOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
}

/** Memory a process holds now, in MiB. */
export function residentMiB(pid) {
  const [, kib] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(kib) / 1024;
}

/** Starts a floor and waits for the address it prints. */
export async function startFloor(file, args = []) {
  const script = new URL(`../floors/${file}`, import.meta.url).pathname;
  const began = performance.now();
  const child = spawn(pinnedNode(), ['--no-warnings', script, ...args], { stdio: ['ignore', 'pipe', 'inherit'], env: pinnedEnvironment() });
  const lines = createInterface({ input: child.stdout });
  const [url] = await Promise.race([once(lines, 'line'), once(child, 'exit').then(() => Promise.reject(new Error(`floor ${file} ended`)))]);
  return { url, pid: child.pid, readyMs: performance.now() - began, stop: () => stopChild(child) };
}

export async function stopChild(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

/**
 * For a process that has a machine of its own in a chain: it stays on the last core, with all its threads, and comes after the others
 * there. Otherwise its threads take every core, and who is measured waits for the scheduler's next tick.
 */
export function keepAside(pid) {
  setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', String(availableParallelism() - 1), String(pid)]);
}
